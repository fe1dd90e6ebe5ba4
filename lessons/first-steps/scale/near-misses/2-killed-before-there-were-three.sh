# says: none of them has been deleted since
kubectl delete $(kubectl get pods -l app=web -o name | head -n 1)
kubectl scale deployment web --replicas=3
kubectl rollout status deployment/web --timeout=100s
