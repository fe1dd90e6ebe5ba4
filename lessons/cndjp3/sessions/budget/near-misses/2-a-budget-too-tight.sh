# says: The budget lets no Pod go
kubectl -n kafka create poddisruptionbudget publish --selector=app=publish --min-available=2
! bash ~/evict.sh
# One that is being stopped already would not be replaced.
until [ "$(kubectl -n kafka get pods -l app=publish --no-headers | wc -l)" = 2 ]; do sleep 0.5; done
sleep 4
kubectl -n kafka delete "$(kubectl -n kafka get pods -l app=publish -o name | head -n 1)"
kubectl -n kafka rollout status deployment/publish --timeout=100s
