#!/bin/bash
set -eu
kubectl patch deployment web --patch-file ~/two-machines.yaml
for _ in $(seq 60); do
  if kubectl get pods -l app=web | grep -q Pending; then break; fi
  sleep 1
done
kubectl get pods
