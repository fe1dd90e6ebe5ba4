kubectl -n kafka delete configmap addresses
