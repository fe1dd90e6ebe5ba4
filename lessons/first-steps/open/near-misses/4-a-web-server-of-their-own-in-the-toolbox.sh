# says: does not answer.*TargetPort
kubectl create service nodeport web --tcp=80:9999 --node-port=30080
until kubectl get endpointslices -l kubernetes.io/service-name=web -o json | jq -e 'any(.items[].endpoints[]?; .conditions.ready)'; do sleep 0.5; done
pod=$(kubectl get pods -l app=web -o name | head -n 1)
echo 'connect-to = "node:30080:127.0.0.1:30080"' > ~/.curlrc
setsid node -e 'require("http").createServer((q, a) => a.end(process.argv[1])).listen(30080)' "Hello from ${pod#pod/} (version 1, answer 1)" > /dev/null 2>&1 &
echo $! > ~/server.pid
until curl -sf http://node:30080/; do :; done
