kubectl delete namespace kafka-chat --wait=false
