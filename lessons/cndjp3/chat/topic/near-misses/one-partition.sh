# says: has 1 partitions; this step needs 12
kubectl -n kafka exec kafka-client -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 --create --topic chatroom --partitions 1 --replication-factor 3
