# says: asks for 1 Pod
kubectl scale deployment web --replicas=1
kubectl patch deployment web --patch-file ~/probe-right.yaml
kubectl rollout status deployment/web --timeout=100s
