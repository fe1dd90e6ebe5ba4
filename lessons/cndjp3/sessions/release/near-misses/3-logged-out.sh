# says: does not know the visitor
kubectl -n kafka set env deployment/publish SESSIONS=memory
kubectl -n kafka set image deployment/publish chat=tatami/chat:2
kubectl -n kafka rollout status deployment/publish --timeout=100s
