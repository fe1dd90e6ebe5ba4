# says: does not ask for two machines
kubectl patch deployment web --patch='{"spec":{"template":{"spec":{"nodeSelector":{"kubernetes.io/hostname":"nowhere"}}}}}'
until kubectl get pods -l app=web | grep -q Pending; do sleep 0.5; done
