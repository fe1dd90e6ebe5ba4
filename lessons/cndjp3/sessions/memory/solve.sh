#!/bin/bash
set -eu
other() {
  if [ "$(kubectl -n kafka get deployment publish -o jsonpath='{.spec.template.spec.containers[0].image}')" = tatami/chat:2 ]; then echo tatami/chat:1; else echo tatami/chat:2; fi
}
kubectl -n kafka set env deployment/publish SESSIONS=memory
kubectl -n kafka rollout status deployment/publish --timeout=100s
kubectl -n kafka set image deployment/publish chat="$(other)"
kubectl -n kafka rollout status deployment/publish --timeout=100s
