kubectl -n kafka delete deployment chaoskube
