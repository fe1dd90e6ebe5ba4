#!/bin/bash
# Puts brokers without volumes in the place of those with volumes, makes chatroom with three copies of which one is enough, and has publish take the leader's word.
set -eu
kubectl -n kafka delete statefulset kafka --cascade=foreground
kubectl apply -f kafka-no-volume.yaml
kubectl -n kafka rollout status statefulset/kafka --timeout=120s
kubectl -n kafka exec kafka-0 -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 \
  --create --topic chatroom --partitions 12 --replication-factor 3 --config min.insync.replicas=1
kubectl -n kafka set env deployment/publish ACKS=1
# The chat still holds on to the brokers of before.
kubectl -n kafka rollout restart deployment/subscribe
kubectl -n kafka rollout status deployment/publish --timeout=100s
kubectl -n kafka rollout status deployment/subscribe --timeout=100s
kubectl apply -f chaoskube.yaml
kubectl -n kafka rollout status deployment/chaoskube --timeout=100s
