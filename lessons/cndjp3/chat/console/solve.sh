#!/bin/bash
set -eu
kubectl -n kafka wait --for=condition=Ready pod/kafka-client --timeout=100s
printf '%s\n' "Hello, Kafka" "Is anybody there?" "This is the third message" |
  kubectl -n kafka exec -i kafka-client -- /opt/kafka/bin/kafka-console-producer.sh --bootstrap-server kafka-0.broker.kafka:9092 --topic chatroom
