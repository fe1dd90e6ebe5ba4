kubectl -n kafka delete statefulset kafka
kubectl -n kafka delete pod -l app=kafka --grace-period=1 --ignore-not-found
kubectl -n kafka delete pvc --all --timeout=100s
