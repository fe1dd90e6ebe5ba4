# says: none of its Pods is ready
kubectl create deployment web --image=tatami/web:1 --replicas=0
