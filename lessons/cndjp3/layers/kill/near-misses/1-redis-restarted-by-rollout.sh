# says: The Pod of redis has not been killed
kubectl rollout undo deployment/web
kubectl rollout restart deployment/redis
kubectl rollout status deployment/redis --timeout=100s
