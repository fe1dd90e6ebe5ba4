#!/bin/bash
set -eu
topics() { kubectl -n kafka exec kafka-client -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 "$@"; }
[ -n "$(kubectl -n kafka get pod kafka-client --ignore-not-found -o name)" ] || kubectl -n kafka apply -f kafka-client.yaml
kubectl -n kafka wait --for=condition=Ready pod/kafka-client --timeout=100s
topics --create --if-not-exists --topic chatroom --partitions 12 --replication-factor 3 --config min.insync.replicas=2
topics --describe --topic chatroom
