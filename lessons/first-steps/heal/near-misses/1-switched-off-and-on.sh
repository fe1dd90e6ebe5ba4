# says: No Pod of web has been deleted
kubectl scale deployment web --replicas=0
kubectl rollout status deployment/web --timeout=100s
kubectl scale deployment web --replicas=1
kubectl rollout status deployment/web --timeout=100s
