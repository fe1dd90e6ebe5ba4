#!/bin/bash
set -eu
kubectl get deployment web >/dev/null 2>&1 || kubectl create deployment web --image=tatami/web:1
kubectl create service nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml | kubectl apply -f -
kubectl scale deployment web --replicas=3
kubectl rollout status deployment/web --timeout=120s
# A Pod that is replaced within seconds of the scaling looks like one that was only scaled.
sleep 4
kubectl delete "$(kubectl get pods -l app=web --field-selector=status.phase=Running -o name | head -n 1)"
kubectl rollout status deployment/web --timeout=120s
# A Pod without a readiness probe counts as ready a moment before it listens.
for _ in $(seq 30); do
  if curl -sf --fail-early --max-time 2 'http://node:30080/?[1-12]'; then break; fi
  sleep 1
done
