#!/bin/bash
set -eu
[ -n "$(kubectl get namespace kafka --ignore-not-found -o name)" ] || kubectl create namespace kafka
kubectl config set-context --current --namespace=kafka
kubectl apply -f kafka.yaml
kubectl rollout status statefulset/kafka --timeout=150s
for _ in $(seq 30); do
  if [ "$(kcat -b node:30090,node:30091,node:30092 -m 5 -L -J | jq '.brokers | length')" = 3 ]; then break; fi
  sleep 1
done
