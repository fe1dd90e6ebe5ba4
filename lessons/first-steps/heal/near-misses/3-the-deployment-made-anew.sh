# says: No Pod of web has been deleted
kubectl delete deployment web
kubectl create deployment web --image=tatami/web:1
kubectl rollout status deployment/web --timeout=100s
