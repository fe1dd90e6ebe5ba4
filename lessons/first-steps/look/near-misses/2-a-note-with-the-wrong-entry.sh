# says: no entry named node
kubectl create configmap hello --from-literal=nodes=x
