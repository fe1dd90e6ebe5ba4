#!/bin/bash
# Notes which brokers there are when Part 2 begins: the checks compare with it. Harmless when it is noted already.
set -eu
if [ -n "$(kubectl -n kafka get configmap part2 --ignore-not-found -o name)" ]; then exit 0; fi
kubectl -n kafka create configmap part2 --from-literal=brokers="$(kubectl -n kafka get pods -l app=kafka -o jsonpath='{.items[*].metadata.uid}')"
