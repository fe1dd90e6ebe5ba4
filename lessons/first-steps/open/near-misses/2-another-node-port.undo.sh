kubectl delete service web
