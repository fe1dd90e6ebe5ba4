# says: No Service uses the node port 30080
kubectl create service clusterip web --tcp=80:8080
