#!/bin/bash
set -eu
# A Service that is made within seconds of the system looks like the first one.
made=$(date -d "$(kubectl get deployment redis -o jsonpath='{.metadata.creationTimestamp}')" +%s)
while [ $(($(date +%s) - made)) -lt 12 ]; do sleep 1; done
kubectl delete service redis --ignore-not-found
kubectl apply -f ~/system.yaml
for _ in $(seq 60); do
  if curl -sf --fail-early --max-time 4 'http://node:30080/?[1-4]'; then break; fi
  sleep 1
done
