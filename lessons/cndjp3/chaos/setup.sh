#!/bin/bash
# Everything of Part 1, and a note of the brokers that there are at the start of Part 2.
set -eu
bash ~/all-up.sh
if [ -z "$(kubectl -n kafka get configmap part2 --ignore-not-found -o name)" ]; then
  kubectl -n kafka create configmap part2 --from-literal=brokers="$(kubectl -n kafka get pods -l app=kafka -o jsonpath='{.items[*].metadata.uid}')"
fi
