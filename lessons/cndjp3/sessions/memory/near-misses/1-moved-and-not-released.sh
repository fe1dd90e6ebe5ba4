# says: nothing has been released since
kubectl -n kafka set env deployment/publish SESSIONS=memory
kubectl -n kafka rollout status deployment/publish --timeout=100s
