# says: No Pod of web has been killed
kubectl rollout restart deployment/web
kubectl rollout status deployment/web --timeout=100s
