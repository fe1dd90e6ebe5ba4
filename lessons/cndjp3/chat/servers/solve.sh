#!/bin/bash
set -eu
kubectl apply -f redis.yaml -f chat.yaml
for name in redis publish subscribe chat; do
  kubectl -n kafka rollout status "deployment/$name" --timeout=120s
done
for _ in $(seq 30); do
  if curl -sf --max-time 10 --data 'Hello from curl' http://node:30192/api/topics/chatroom; then break; fi
  sleep 1
done
