kubectl -n kafka delete configmap all-at-once
