# says: no Deployment named web
kubectl run web --image=tatami/web:1
kubectl wait --for=condition=Ready pod/web --timeout=60s
