#!/bin/bash
set -eu
kubectl -n kafka scale deployment chaoskube --replicas=0
bash ~/no-volume.sh
for _ in $(seq 60); do
  if curl -sf --max-time 12 http://node:30192/api/topics/chatroom >/dev/null; then break; fi
  sleep 1
done
kubectl -n kafka scale deployment chaoskube --replicas=1
kubectl -n kafka rollout status deployment/chaoskube --timeout=100s
