# says: does not answer.*TargetPort
kubectl create service nodeport web --tcp=80:9999 --node-port=30080
