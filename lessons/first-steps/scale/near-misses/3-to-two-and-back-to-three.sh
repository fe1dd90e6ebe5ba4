# says: none of them has been deleted since
kubectl scale deployment web --replicas=2
kubectl rollout status deployment/web --timeout=100s
kubectl scale deployment web --replicas=3
kubectl rollout status deployment/web --timeout=100s
