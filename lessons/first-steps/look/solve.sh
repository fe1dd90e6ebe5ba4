#!/bin/bash
set -eu
kubectl create configmap hello --from-literal=node="$(kubectl get nodes -o name | head -n 1)" --dry-run=client -o yaml | kubectl apply -f -
