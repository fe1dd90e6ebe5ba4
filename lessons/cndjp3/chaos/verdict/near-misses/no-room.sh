# says: chaoskube is not running
kubectl -n kafka scale deployment chaoskube --replicas=0
kubectl -n kafka delete pod kafka-0 --wait=false
