#!/bin/bash
set -eu
kubectl set env deployment/web WITHOUT_REDIS=answer
kubectl rollout status deployment/web --timeout=100s
# Done before, it needs no second time: Redis would be away again when the check looks.
if ! kubectl logs -l app=web --tail=2000 | grep -q 'answered without Redis'; then
  kubectl delete --force pod -l app=redis
fi
# Somebody has to ask while Redis is away.
for _ in $(seq 60); do
  answers=$(curl -s --max-time 4 'http://node:30080/?[1-4]' || true)
  echo "$answers"
  if kubectl logs -l app=web --tail=2000 | grep -q 'answered without Redis' && grep -q 'visit [0-9]' <<<"$answers"; then exit 0; fi
  # It came back too fast for anybody to notice: once more.
  if ! kubectl logs -l app=web --tail=2000 | grep -q 'answered without Redis' && grep -q 'visit [0-9]' <<<"$answers"; then
    kubectl delete --force pod -l app=redis
  fi
done
exit 1
