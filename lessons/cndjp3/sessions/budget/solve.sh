#!/bin/bash
set -eu
kubectl -n kafka scale deployment publish --replicas=2
kubectl -n kafka rollout status deployment/publish --timeout=100s
if [ -z "$(kubectl -n kafka get poddisruptionbudget publish --ignore-not-found -o name)" ]; then
  kubectl -n kafka create poddisruptionbudget publish --selector=app=publish --min-available=2
fi
# One that is being stopped already would not be replaced.
for _ in $(seq 60); do
  if [ "$(kubectl -n kafka get pods -l app=publish --no-headers | wc -l)" = 2 ]; then break; fi
  sleep 1
done
# A Pod that is taken away within seconds of the scaling looks like one that was only ordered.
sleep 4
kubectl -n kafka delete "$(kubectl -n kafka get pods -l app=publish -o name | head -n 1)"
kubectl -n kafka rollout status deployment/publish --timeout=100s
kubectl -n kafka patch poddisruptionbudget publish --type=merge --patch='{"spec":{"minAvailable":1}}'
for _ in $(seq 30); do
  if [ "$(kubectl -n kafka get poddisruptionbudget publish -o jsonpath='{.status.disruptionsAllowed}')" -ge 1 ]; then break; fi
  sleep 1
done
