#!/bin/bash
set -eu
kubectl apply -f ~/system.yaml
kubectl rollout status deployment/redis --timeout=100s
kubectl rollout status deployment/web --timeout=60s
