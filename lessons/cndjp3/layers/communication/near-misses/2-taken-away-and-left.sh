# says: There is no Service redis now
kubectl delete service redis
