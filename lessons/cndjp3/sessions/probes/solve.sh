#!/bin/bash
set -eu
restarted() {
  kubectl -n kafka get events --field-selector reason=Killing | grep publish- | grep -q 'failed liveness probe'
}
kubectl -n kafka set env deployment/publish SESSIONS=redis
kubectl -n kafka rollout status deployment/publish --timeout=100s
if ! restarted; then
  kubectl -n kafka patch deployment publish --patch-file ~/liveness-wrong.yaml
  kubectl -n kafka rollout status deployment/publish --timeout=100s
  for _ in $(seq 40); do
    # Each pause begins the fifteen seconds anew: three probes fail in them, however late they come.
    kubectl -n kafka exec deployment/redis -- redis-cli client pause 15000
    if restarted; then break; fi
    sleep 1
  done
fi
kubectl -n kafka patch deployment publish --patch-file ~/liveness-right.yaml
kubectl -n kafka rollout status deployment/publish --timeout=100s
