#!/bin/bash
# Sets how many copies there are of Kafka's own topic __consumer_offsets, where it keeps how far each group of readers has read.
#   bash offsets.sh 1   one copy, on kafka-1
#   bash offsets.sh 3   three copies, one on each broker
set -eu
brokers=node:30090,node:30091,node:30092
case ${1-} in
  1) copies='[1]' ;;
  3) copies='[. % 3, (. + 1) % 3, (. + 2) % 3]' ;;
  *) echo "How many? bash offsets.sh 1, or bash offsets.sh 3" >&2; exit 1 ;;
esac
look() { timeout 20 kcat -b $brokers -m 10 -L -J -t __consumer_offsets; }
in_broker() { kubectl -n kafka exec -i kafka-0 -- bash -c "$1"; }
# Whoever was killed a moment ago comes back first.
bash "$(dirname "$0")/brokers-ready.sh"
# The topic is made when a group reads for the first time.
if ! look | jq -e '[.topics[].partitions[]] | length > 0' >/dev/null; then
  timeout 40 kcat -b $brokers -X auto.offset.reset=earliest -q -c 1 -G readers chatroom >/dev/null
fi
# A single copy whose broker was killed twice in a row, before it could lead again, has no leader from then on: Kafka waits for somebody to take it as it is.
for _ in $(seq 20); do
  alone=$(look | jq -c '[.topics[].partitions[] | select(.leader < 0) | { topic: "__consumer_offsets", partition: .partition }]')
  if [ "$alone" = '[]' ]; then break; fi
  sleep 1
done
if [ "$alone" != '[]' ]; then
  in_broker 'cat > /tmp/alone.json; /opt/kafka/bin/kafka-leader-election.sh --bootstrap-server kafka-0.broker.kafka:9092 --election-type unclean --path-to-json-file /tmp/alone.json' <<<"{ \"partitions\": $alone }"
fi
plan=$(look | jq -c "{ version: 1, partitions: [.topics[].partitions[].partition | { topic: \"__consumer_offsets\", partition: ., replicas: $copies }] }")
if ! said=$(in_broker 'cat > /tmp/offsets.json; /opt/kafka/bin/kafka-reassign-partitions.sh --bootstrap-server kafka-0.broker.kafka:9092 --reassignment-json-file /tmp/offsets.json --execute' <<<"$plan"); then
  echo "$said" >&2
  exit 1
fi
for _ in $(seq 60); do
  if look | jq -e --argjson n "$1" '[.topics[].partitions[] | (.replicas | length) == $n and (.isrs | length) == $n] | length > 0 and all' >/dev/null; then
    # A note for the check: only now is there something to repair.
    if [ "$1" = 1 ]; then kubectl -n kafka create configmap one-copy --from-literal=topic=__consumer_offsets --dry-run=client -o yaml | kubectl apply -f - >/dev/null; fi
    echo "__consumer_offsets: $1 of each partition"
    exit 0
  fi
  sleep 1
done
echo "It is not done after a minute. Look with: kcat -b node:30090 -L -t __consumer_offsets" >&2
exit 1
