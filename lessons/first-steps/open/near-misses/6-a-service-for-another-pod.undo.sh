kubectl delete service/other pod/other --wait=false
