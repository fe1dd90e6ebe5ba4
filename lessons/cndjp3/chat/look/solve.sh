#!/bin/bash
set -eu
[ -n "$(kubectl get namespace kafka --ignore-not-found -o name)" ] || kubectl create namespace kafka
kubectl config set-context --current --namespace=kafka
