kubectl -n kafka set image deployment/publish chat=tatami/chat:1
kubectl -n kafka rollout status deployment/publish --timeout=100s
