# says: as old as the system
kubectl delete service web
kubectl apply -f ~/system.yaml
