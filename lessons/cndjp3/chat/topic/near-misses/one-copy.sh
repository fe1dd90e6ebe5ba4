# says: has 1 copies, not three
kubectl -n kafka exec kafka-client -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 --create --topic chatroom --partitions 12 --replication-factor 1
