# says: No Pod of web has had to answer without Redis
kubectl set env deployment/web WITHOUT_REDIS=answer
kubectl rollout status deployment/web --timeout=100s
