# says: No PodDisruptionBudget is about the Pods
kubectl -n kafka scale deployment publish --replicas=2
kubectl -n kafka rollout status deployment/publish --timeout=100s
kubectl -n kafka create poddisruptionbudget publish --selector=app=nobody --min-available=1
