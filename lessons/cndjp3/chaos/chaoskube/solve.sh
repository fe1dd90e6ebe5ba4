#!/bin/bash
set -eu
kubectl apply -f chaoskube.yaml
kubectl -n kafka rollout status deployment/chaoskube --timeout=100s
killed() { kubectl -n kafka get events --field-selector reason=Killing -o json | jq -e 'any(.items[]; .source.component == "chaoskube")'; }
for _ in $(seq 90); do
  if killed; then break; fi
  sleep 1
done
kubectl -n kafka scale deployment chaoskube --replicas=0
# What was killed last has to be back.
kubectl -n kafka wait pod -l app=chaoskube --for=delete --timeout=45s
bash ~/brokers-ready.sh
for _ in $(seq 60); do
  if kcat -b node:30090,node:30091,node:30092 -m 5 -L -J -t chatroom | jq -e '[.topics[].partitions[] | (.isrs | length) == 3] | length == 12 and all'; then break; fi
  sleep 1
done
