# says: kafka-1 has not been deleted since kafka-client runs
kubectl -n kafka apply -f kafka-client.yaml
kubectl -n kafka wait --for=condition=Ready pod/kafka-client --timeout=100s
kubectl -n kafka create configmap addresses --from-literal=before=1.2.3.4 --from-literal=after="$(kubectl -n kafka get pod kafka-1 -o jsonpath='{.status.podIP}')"
