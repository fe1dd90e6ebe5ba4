# says: Version 3 still answers
kubectl set env deployment/web VERSION=3
kubectl rollout status deployment/web --timeout=100s
sleep 3
