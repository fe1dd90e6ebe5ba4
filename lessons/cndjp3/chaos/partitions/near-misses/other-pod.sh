# says: No broker has been deleted in this lesson yet
kubectl -n kafka delete pod -l app=subscribe
kubectl -n kafka rollout status deployment/subscribe --timeout=100s
