kubectl -n kafka exec kafka-client -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 --delete --topic chatroom
