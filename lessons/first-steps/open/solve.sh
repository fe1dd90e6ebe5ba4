#!/bin/bash
set -eu
kubectl get deployment web >/dev/null 2>&1 || kubectl create deployment web --image=tatami/web:1
kubectl create service nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml | kubectl apply -f -
kubectl rollout status deployment/web --timeout=120s
