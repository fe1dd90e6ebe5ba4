# says: No Service uses the node port 30080
kubectl create service nodeport web --tcp=80:8080 --node-port=30081
