# says: No Pod of publish has been restarted
kubectl -n kafka set env deployment/publish SESSIONS=redis
kubectl -n kafka rollout status deployment/publish --timeout=100s
