#!/bin/bash
set -eu
brokers=node:30090,node:30091,node:30092
kubectl -n kafka scale deployment chaoskube --replicas=0
# All at once, without volumes: what is left is noted. Nothing of theirs is worth a gentle end.
if [ -z "$(kubectl -n kafka get configmap all-at-once --ignore-not-found -o name)" ]; then
  if [ -n "$(kubectl -n kafka get statefulset kafka --ignore-not-found -o jsonpath='{.spec.volumeClaimTemplates[*].metadata.name}')" ]; then
    kubectl -n kafka delete statefulset kafka --cascade=foreground
  fi
  kubectl apply -f kafka-no-volume.yaml
  kubectl -n kafka scale statefulset kafka --replicas=0
  kubectl -n kafka delete pod -l app=kafka --grace-period=1 --ignore-not-found
  kubectl -n kafka scale statefulset kafka --replicas=3
  kubectl -n kafka rollout status statefulset/kafka --timeout=120s
  for _ in $(seq 30); do
    left=$(kcat -b $brokers -m 5 -L | grep -e brokers -e topic || true)
    # A broker that nobody has let in yet says: 0 brokers.
    if grep -q '[1-3] brokers' <<<"$left"; then break; fi
    sleep 1
  done
  kubectl -n kafka create configmap all-at-once --from-literal=left="$left"
fi
bash ~/all-up.sh
kubectl -n kafka rollout restart deployment/publish deployment/subscribe
kubectl -n kafka rollout status deployment/publish --timeout=100s
kubectl -n kafka rollout status deployment/subscribe --timeout=100s
for _ in $(seq 60); do
  if kcat -b $brokers -m 5 -L -J -t chatroom | jq -e '[.topics[].partitions[] | (.isrs | length) == 3] | length == 12 and all' &&
    curl -sf --max-time 12 http://node:30192/api/topics/chatroom >/dev/null; then break; fi
  sleep 1
done
