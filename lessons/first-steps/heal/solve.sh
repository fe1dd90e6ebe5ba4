#!/bin/bash
set -eu
kubectl get deployment web >/dev/null 2>&1 || kubectl create deployment web --image=tatami/web:1
kubectl rollout status deployment/web --timeout=120s
# A Pod that is replaced within seconds of its start looks like one that was only scaled.
sleep 4
kubectl delete "$(kubectl get pods -l app=web --field-selector=status.phase=Running -o name | head -n 1)"
kubectl rollout status deployment/web --timeout=120s
