# says: The brokers have no volumes
kubectl -n kafka scale statefulset kafka --replicas=0
kubectl -n kafka delete pod -l app=kafka --grace-period=1 --ignore-not-found
kubectl -n kafka scale statefulset kafka --replicas=3
kubectl -n kafka rollout status statefulset/kafka --timeout=120s
for _ in $(seq 30); do left=$(kcat -b node:30090,node:30091,node:30092 -m 5 -L | grep -e brokers -e topic || true); if grep -q '[1-3] brokers' <<<"$left"; then break; fi; sleep 1; done
kubectl -n kafka create configmap all-at-once --from-literal=left="$left"
kubectl -n kafka exec kafka-0 -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-0.broker.kafka:9092 --create --if-not-exists --topic chatroom --partitions 12 --replication-factor 3 --config min.insync.replicas=2
