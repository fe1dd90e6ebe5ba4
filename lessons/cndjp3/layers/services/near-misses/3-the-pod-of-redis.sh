# says: No Pod of web has been killed
sleep 4
kubectl delete --force pod -l app=redis
kubectl rollout status deployment/redis --timeout=100s
