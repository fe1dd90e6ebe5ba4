# says: kafka-1 has another address
kubectl -n kafka delete pod kafka-1
kubectl -n kafka wait --for=create pod/kafka-1 --timeout=60s
kubectl -n kafka wait --for=condition=Ready pod/kafka-1 --timeout=100s
kubectl -n kafka create configmap addresses --from-literal=before=10.0.0.1 --from-literal=after=10.0.0.1 --dry-run=client -o yaml | kubectl apply -f -
