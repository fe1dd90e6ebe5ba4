# says: The note is of a moment in which the topics were still there
kubectl -n kafka create configmap all-at-once --from-literal=left="$(kcat -b node:30090,node:30091,node:30092 -m 5 -L | grep -e brokers -e topic)"
