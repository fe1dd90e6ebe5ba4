# says: pass their readiness probe
kubectl patch deployment web --patch-file ~/probe-right.yaml
kubectl rollout status deployment/web --timeout=100s
