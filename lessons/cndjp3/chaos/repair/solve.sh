#!/bin/bash
set -eu
kubectl -n kafka scale deployment chaoskube --replicas=0
bash ~/all-up.sh
kubectl -n kafka rollout restart deployment/publish deployment/subscribe
kubectl -n kafka rollout status deployment/publish --timeout=100s
kubectl -n kafka rollout status deployment/subscribe --timeout=100s
for _ in $(seq 60); do
  if kcat -b node:30090,node:30091,node:30092 -m 5 -L -J -t chatroom | jq -e '[.topics[].partitions[] | (.isrs | length) == 3] | length == 12 and all' &&
    curl -sf --max-time 12 http://node:30192/api/topics/chatroom >/dev/null; then break; fi
  sleep 1
done
