# says: it is not a Pod of web
kubectl run other --image=tatami/web:1 -l app=other
kubectl wait --for=condition=Ready pod/other --timeout=60s
kubectl create service nodeport other --tcp=80:8080 --node-port=30080
until curl -sf --max-time 5 http://node:30080/; do sleep 0.5; done
