# says: has 1 copy of a partition, not three
kubectl -n kafka delete pod kafka-1
kubectl -n kafka wait --for=create pod/kafka-1 --timeout=60s
kubectl -n kafka rollout status statefulset/kafka --timeout=120s
for _ in $(seq 30); do if kcat -b node:30091 -m 5 -L > /dev/null; then break; fi; sleep 1; done
