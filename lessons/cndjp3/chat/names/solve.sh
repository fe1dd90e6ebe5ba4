#!/bin/bash
set -eu
kubectl -n kafka apply -f kafka-client.yaml
kubectl -n kafka wait --for=condition=Ready pod/kafka-client --timeout=100s
kubectl -n kafka rollout status statefulset/kafka --timeout=120s
address() { kubectl -n kafka exec kafka-client -- getent hosts kafka-1.broker.kafka | cut -d' ' -f1; }
before=$(address)
kubectl -n kafka delete pod kafka-1
kubectl -n kafka wait --for=create pod/kafka-1 --timeout=60s
kubectl -n kafka wait --for=condition=Ready pod/kafka-1 --timeout=100s
now=$(kubectl -n kafka get pod kafka-1 -o jsonpath='{.status.podIP}')
for _ in $(seq 30); do
  if [ "$(address)" = "$now" ]; then break; fi
  sleep 1
done
kubectl -n kafka create configmap addresses --from-literal=before="$before" --from-literal=after="$(address)" --dry-run=client -o yaml | kubectl apply -f -
