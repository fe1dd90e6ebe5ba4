#!/bin/bash
set -eu
kubectl -n kafka scale deployment chaoskube --replicas=1
kubectl -n kafka rollout status deployment/chaoskube --timeout=100s
