# says: No Pod of web has been killed
kubectl scale deployment web --replicas=1
kubectl rollout status deployment/web --timeout=100s
kubectl scale deployment web --replicas=2
kubectl rollout status deployment/web --timeout=100s
