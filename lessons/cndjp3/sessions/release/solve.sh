#!/bin/bash
set -eu
# A Pod on its way out goes on taking requests for two seconds: who logs in there, with sessions in the Pod, is forgotten with it.
old_pods_gone() {
  for _ in $(seq 30); do
    if [ "$(kubectl -n kafka get pods -l app=publish -o json | jq 'any(.items[]; .metadata.deletionTimestamp != null)')" = false ]; then return 0; fi
    sleep 1
  done
  return 1
}
known() {
  curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' --header "Cookie: $(kubectl -n kafka get configmap visitor -o jsonpath='{.data.cookie}')" http://node:30192/api/sessions/me
}
old_pods_gone
# Where the visitor was lost, the whole story begins anew: version 1, log in, version 2.
if [ "$(known)" != 200 ]; then
  kubectl -n kafka set env deployment/publish SESSIONS=redis
  kubectl -n kafka set image deployment/publish chat=tatami/chat:1
  kubectl -n kafka rollout status deployment/publish --timeout=100s
  old_pods_gone
  cookie=$(curl --silent --max-time 5 --output /dev/null --dump-header - --header 'Content-Type: application/json' \
    --data '{"name":"Visitor"}' http://node:30192/api/sessions | tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: \(chat=[^;]*\).*/\1/p')
  kubectl -n kafka create configmap visitor --from-literal=cookie="$cookie" --dry-run=client -o yaml | kubectl -n kafka apply -f -
  # Times are compared by the second.
  sleep 2
fi
kubectl -n kafka set image deployment/publish chat=tatami/chat:2
kubectl -n kafka rollout status deployment/publish --timeout=100s
echo "Still here." | chat "User A"
