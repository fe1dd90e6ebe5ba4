# says: Not every request .* was answered
sleep 4
kubectl delete $(kubectl get pods -l app=web -o name | head -n 1)
kubectl rollout status deployment/web --timeout=100s
kubectl delete service web
while curl -sf --max-time 1 http://node:30080/; do :; done
