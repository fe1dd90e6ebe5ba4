kubectl -n kafka delete statefulset kafka
kubectl -n kafka delete pvc --all --wait=false
