kill $(cat ~/server.pid)
rm ~/.curlrc ~/server.pid
kubectl delete service web
