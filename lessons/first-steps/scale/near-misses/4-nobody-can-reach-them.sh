# says: Not every request .* was answered
sleep 4
kubectl delete pod "$(kubectl get pods -l app=web -o json | jq -r '[.items[] | select(.metadata.deletionTimestamp == null)][0].metadata.name')"
kubectl rollout status deployment/web --timeout=100s
# The new Pod listens a moment after it counts as ready: a request that fails from here on fails because the Service is gone.
until curl -sf --fail-early --max-time 5 'http://node:30080/?[1-12]'; do sleep 1; done
kubectl delete service web
while curl -sf --max-time 5 http://node:30080/; do :; done
