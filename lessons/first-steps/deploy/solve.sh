#!/bin/bash
set -eu
kubectl get deployment web >/dev/null 2>&1 || kubectl create deployment web --image=tatami/web:1
kubectl set image deployment/web '*=tatami/web:1'
kubectl rollout status deployment/web --timeout=120s
