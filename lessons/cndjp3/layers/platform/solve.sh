#!/bin/bash
set -eu
kubectl set env deployment/web VERSION=2
kubectl rollout status deployment/web --timeout=100s
# An old Pod goes on answering for two seconds while it is stopped.
for _ in $(seq 60); do
  if [ "$(kubectl get pods -l app=web --no-headers | wc -l)" = 2 ]; then break; fi
  sleep 1
done
for _ in $(seq 60); do
  if curl -sf --fail-early --max-time 4 'http://node:30080/?[1-8]'; then break; fi
  sleep 1
done
