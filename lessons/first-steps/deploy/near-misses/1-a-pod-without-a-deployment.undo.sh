kubectl delete pod web --wait=false
