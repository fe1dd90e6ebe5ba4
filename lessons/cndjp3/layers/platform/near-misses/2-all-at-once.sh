# says: Recreate
kubectl patch deployment web --patch='{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl set env deployment/web VERSION=2
kubectl rollout status deployment/web --timeout=100s
