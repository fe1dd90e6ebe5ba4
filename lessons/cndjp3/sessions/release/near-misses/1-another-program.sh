# says: publish runs the image tatami/chat:1
kubectl -n kafka set image deployment/subscribe chat=tatami/chat:2
kubectl -n kafka rollout status deployment/subscribe --timeout=100s
