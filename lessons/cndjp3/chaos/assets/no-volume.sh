#!/bin/bash
# Puts brokers without volumes in the place of those with volumes, and makes the topic chatroom with one copy. The old volumes stay, untouched.
set -eu
volumes=$(kubectl -n kafka get statefulset kafka --ignore-not-found -o jsonpath='{.metadata.name}:{.spec.volumeClaimTemplates[*].metadata.name}')
if [ "$volumes" = kafka:data ]; then kubectl -n kafka delete statefulset kafka --cascade=foreground; fi
kubectl apply -f kafka-no-volume.yaml
kubectl -n kafka rollout status statefulset/kafka --timeout=120s
bash brokers-ready.sh
kubectl -n kafka exec kafka-0 -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 \
  --create --if-not-exists --topic chatroom --partitions 12 --replication-factor 1 --config min.insync.replicas=1
# The chat still holds on to the brokers of before.
kubectl -n kafka rollout restart deployment/publish deployment/subscribe
kubectl -n kafka rollout status deployment/publish --timeout=100s
kubectl -n kafka rollout status deployment/subscribe --timeout=100s
