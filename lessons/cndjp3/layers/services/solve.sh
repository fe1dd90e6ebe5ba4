#!/bin/bash
set -eu
kubectl apply -f ~/system.yaml
kubectl rollout status deployment/web --timeout=100s
# A Pod that is replaced within seconds of a change looks like one that was ordered.
sleep 4
kubectl delete --force pod "$(kubectl get pods -l app=web -o json | jq -r '[.items[] | select(.metadata.deletionTimestamp == null)][0].metadata.name')"
# The Deployment counts the Pod that is gone for a moment longer; the Pods themselves do not.
for _ in $(seq 100); do
  if [ "$(kubectl get pods -l app=web --no-headers | grep -c ' 1/1 ')" -ge 2 ]; then break; fi
  sleep 1
done
for _ in $(seq 60); do
  if curl -sf --fail-early --max-time 4 'http://node:30080/?[1-4]'; then break; fi
  sleep 1
done
