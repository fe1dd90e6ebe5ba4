# says: "nowhere", and no node has that name
kubectl create configmap hello --from-literal=node=nowhere
