# says: chatroom has min.insync.replicas=1, not 2
kubectl -n kafka exec kafka-client -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 --create --topic chatroom --partitions 12 --replication-factor 3 --config min.insync.replicas=1
for _ in $(seq 30); do if kcat -b node:30090 -m 5 -L -J -t chatroom | jq -e '[.topics[].partitions[] | (.isrs | length) == 3] | length == 12 and all'; then break; fi; sleep 1; done
