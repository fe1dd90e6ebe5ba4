# says: has 1 copy of a partition, not three
# Before it can lead again: from then on nobody leads, and the solution has to mend that, too.
kubectl -n kafka delete pod kafka-1
sleep 6
kubectl -n kafka delete pod kafka-1
kubectl -n kafka wait --for=create pod/kafka-1 --timeout=60s
kubectl -n kafka wait --for=condition=Ready pod/kafka-1 --timeout=100s
