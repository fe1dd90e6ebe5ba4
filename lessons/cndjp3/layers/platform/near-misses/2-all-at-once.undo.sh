kubectl patch deployment web --patch='{"spec":{"strategy":{"type":"RollingUpdate"}}}'
kubectl set env deployment/web VERSION=1
kubectl rollout status deployment/web --timeout=100s
