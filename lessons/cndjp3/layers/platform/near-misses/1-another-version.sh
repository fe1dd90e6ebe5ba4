# says: Version 3 still answers
kubectl set env deployment/web VERSION=3
kubectl rollout status deployment/web --timeout=100s
until [ "$(kubectl get pods -l app=web --no-headers | wc -l)" = 2 ]; do sleep 0.5; done
until curl -sf --fail-early --max-time 4 'http://node:30080/?[1-8]'; do sleep 0.5; done
