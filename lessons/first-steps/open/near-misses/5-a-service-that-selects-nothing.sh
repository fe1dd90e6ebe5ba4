# says: Service other finds no ready Pod
kubectl create service nodeport other --tcp=80:8080 --node-port=30080
