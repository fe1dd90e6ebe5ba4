#!/bin/bash
set -eu
kubectl patch deployment web --patch-file ~/two-machines.yaml
for _ in $(seq 60); do
  if kubectl get pods -l app=web -o json | jq -e 'any(.items[].status.conditions[]?; .type == "PodScheduled" and .reason == "Unschedulable")' >/dev/null; then break; fi
  sleep 1
done
kubectl get pods
