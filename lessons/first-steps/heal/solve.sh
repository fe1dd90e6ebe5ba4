#!/bin/bash
set -eu
kubectl get deployment web >/dev/null 2>&1 || kubectl create deployment web --image=tatami/web:1
kubectl rollout status deployment/web --timeout=120s
# A Pod that is replaced within seconds of its start looks like one that was only scaled.
sleep 4
kubectl delete pod "$(kubectl get pods -l app=web -o json | jq -r '[.items[] | select(.metadata.deletionTimestamp == null)][0].metadata.name')"
kubectl rollout status deployment/web --timeout=120s
