# says: no Deployment named web in the namespace default
kubectl create namespace elsewhere
kubectl create deployment web --image=tatami/web:1 -n elsewhere
kubectl rollout status deployment/web -n elsewhere --timeout=60s
