#!/bin/bash
# Brings up everything of Part 1 and waits until it can be used: brokers, topic, Redis, chat. Harmless when it is all there already.
set -eu
cd "$(dirname "$0")"

[ -n "$(kubectl get namespace kafka --ignore-not-found -o name)" ] || kubectl create namespace kafka
kubectl config set-context --current --namespace=kafka
# The brokers without volumes, from the end of Part 2, cannot be changed into brokers with volumes: they make room.
volumes=$(kubectl -n kafka get statefulset kafka --ignore-not-found -o jsonpath='{.metadata.name}:{.spec.volumeClaimTemplates[*].metadata.name}')
if [ "$volumes" = kafka: ]; then kubectl -n kafka delete statefulset kafka --cascade=foreground; fi
kubectl apply -f kafka.yaml -f redis.yaml -f chat.yaml
if ! kubectl -n kafka rollout status statefulset/kafka --timeout=120s; then
  # Whoever reads this has to see why.
  kubectl -n kafka get pods,pvc
  kubectl -n kafka get events --sort-by=.lastTimestamp | tail -n 20
  for pod in $(kubectl -n kafka get pods -l app=kafka -o jsonpath='{.items[?(@.status.containerStatuses[0].ready==false)].metadata.name}'); do
    kubectl -n kafka logs "$pod" --tail=20
  done
  exit 1
fi
bash brokers-ready.sh
kubectl -n kafka exec kafka-0 -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 \
  --create --if-not-exists --topic chatroom --partitions 12 --replication-factor 3 --config min.insync.replicas=2
for name in redis publish subscribe chat; do
  kubectl -n kafka rollout status "deployment/$name" --timeout=100s
done
