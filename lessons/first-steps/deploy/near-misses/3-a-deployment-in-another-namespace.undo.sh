kubectl delete namespace elsewhere --wait=false
