# says: There is no namespace kafka yet
kubectl create namespace kafka-chat
