#!/bin/bash
set -eu
kubectl get deployment web >/dev/null 2>&1 || kubectl create deployment web --image=tatami/web:1
kubectl create service nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml | kubectl apply -f -
[ "$(kubectl get deployment web -o jsonpath='{.spec.replicas}')" -ge 3 ] || kubectl scale deployment web --replicas=3
# Without a finished version below it, a wrong release has nothing to wait behind.
if [ "$(kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].readinessProbe.httpGet.path}')" != /redy ]; then
  kubectl rollout status deployment/web --timeout=120s
fi
kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","readinessProbe":{"httpGet":{"path":"/redy","port":8080},"periodSeconds":2}}]}}}}'
# The new Pod needs a moment to fail its probe, and is to have run for a while then.
for _ in $(seq 60); do
  if kubectl get pods,events -o json | jq -e '
    [.items[] | select(.kind == "Event" and .reason == "Unhealthy").involvedObject.uid] as $refused
    | any(.items[]; .kind == "Pod" and .metadata.deletionTimestamp == null and (.metadata.uid as $uid | $refused | index($uid))
        and any(.status.containerStatuses[]?; .ready == false and .state.running and now - (.state.running.startedAt | fromdateiso8601) >= 5))' >/dev/null; then break; fi
  sleep 1
done
kubectl get pods -l app=web
