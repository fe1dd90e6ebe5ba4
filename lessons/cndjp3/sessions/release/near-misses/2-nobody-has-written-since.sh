# says: Nobody has written since
kubectl -n kafka set image deployment/publish chat=tatami/chat:2
kubectl -n kafka rollout status deployment/publish --timeout=100s
