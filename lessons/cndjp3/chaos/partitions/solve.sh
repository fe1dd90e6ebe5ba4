#!/bin/bash
set -eu
kubectl -n kafka delete pod kafka-0
kubectl -n kafka wait --for=create pod/kafka-0 --timeout=60s
bash ~/brokers-ready.sh
for _ in $(seq 60); do
  if kcat -b node:30090,node:30091,node:30092 -m 5 -L -J -t chatroom | jq -e '[.topics[].partitions[] | (.isrs | length) == 3] | length == 12 and all'; then break; fi
  sleep 1
done
