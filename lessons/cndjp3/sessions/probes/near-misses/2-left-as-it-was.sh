# says: The liveness probe asks /readyz
kubectl -n kafka patch deployment publish --patch-file ~/liveness-wrong.yaml
kubectl -n kafka rollout status deployment/publish --timeout=100s
until kubectl -n kafka get events --field-selector reason=Killing | grep publish- | grep 'failed liveness probe'; do
  kubectl -n kafka exec deployment/redis -- redis-cli client pause 15000
  sleep 1
done
