# says: does not answer.*TargetPort
kubectl create service nodeport web --tcp=80:9999 --node-port=30080
until kubectl get endpointslices -l kubernetes.io/service-name=web -o json | jq -e 'any(.items[].endpoints[]?; .conditions.ready)'; do sleep 0.5; done
