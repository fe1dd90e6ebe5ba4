# says: asks for 2 Pod\(s\), not for three
kubectl scale deployment web --replicas=2
kubectl rollout status deployment/web --timeout=100s
