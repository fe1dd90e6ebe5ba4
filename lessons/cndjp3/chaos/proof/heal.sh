#!/bin/bash
# Ends the killing. The brokers come back by themselves.
set -eu
kubectl -n kafka scale deployment chaoskube --replicas=0
kubectl -n kafka wait pod -l app=chaoskube --for=delete --timeout=45s
