# says: asks for 1 brokers, not for three
kubectl apply -f kafka.yaml
kubectl -n kafka scale statefulset kafka --replicas=1
