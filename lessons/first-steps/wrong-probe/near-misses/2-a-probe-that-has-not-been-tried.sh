# says: has not failed its probe yet
sed 's/periodSeconds: 2/initialDelaySeconds: 600/' ~/probe-wrong.yaml > ~/probe-late.yaml
kubectl patch deployment web --patch-file ~/probe-late.yaml
until kubectl get pods -l app=web --no-headers | grep -qE ' 0/1 +Running '; do sleep 0.5; done
