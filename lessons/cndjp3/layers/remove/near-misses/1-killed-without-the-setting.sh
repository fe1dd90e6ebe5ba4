# says: web still needs Redis for every answer
kubectl delete --force pod -l app=redis
curl --silent --max-time 4 'http://node:30080/?[1-4]'
kubectl rollout status deployment/redis --timeout=100s
