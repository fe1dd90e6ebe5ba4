# says: chaoskube has not killed a broker yet
sed 's/replicas: 1/replicas: 0/' chaoskube.yaml | kubectl apply -f -
kubectl -n kafka delete pod kafka-2
kubectl -n kafka rollout status statefulset/kafka --timeout=120s
