# says: The brokers have no volumes
kubectl -n kafka exec kafka-0 -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 --create --if-not-exists --topic chatroom-2 --partitions 12 --replication-factor 3 --config min.insync.replicas=2
