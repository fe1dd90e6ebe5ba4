# says: chaoskube has not killed a broker yet
sed 's/- --no-dry-run/- --dry-run/' chaoskube.yaml | kubectl apply -f -
kubectl -n kafka rollout status deployment/chaoskube --timeout=100s
for _ in $(seq 60); do if kubectl -n kafka logs deployment/chaoskube | grep -q 'terminating pod'; then break; fi; sleep 1; done
