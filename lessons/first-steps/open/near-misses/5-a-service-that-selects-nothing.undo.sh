kubectl delete service other
