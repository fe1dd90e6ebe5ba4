#!/bin/bash
set -eu
kubectl get deployment web >/dev/null 2>&1 || kubectl create deployment web --image=tatami/web:1
kubectl create service nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml | kubectl apply -f -
[ "$(kubectl get deployment web -o jsonpath='{.spec.replicas}')" -ge 3 ] || kubectl scale deployment web --replicas=3
kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","readinessProbe":{"httpGet":{"path":"/ready","port":8080},"periodSeconds":2}}]}}}}'
kubectl rollout status deployment/web --timeout=150s
for _ in $(seq 60); do
  pods=$(kubectl get pods -l app=web -o json | jq -r '.items[] | if .metadata.deletionTimestamp then "ending" else .metadata.name end')
  if answers=$(curl -sf --fail-early --max-time 2 'http://node:30080/?[1-12]') &&
    [ -z "$(while read -r pod; do grep -qF "$pod " <<<"$answers" || echo "$pod"; done <<<"$pods")" ]; then break; fi
  sleep 1
done
echo "$answers"
