#!/bin/bash
set -eu
kubectl set env deployment/web WITHOUT_REDIS=answer
kubectl rollout status deployment/web --timeout=100s
# Done before, it needs no second time: Redis would be away again when the check looks.
if ! kubectl logs -l app=web --tail=2000 | grep -q 'answered without Redis'; then
  kubectl delete --force pod -l app=redis
fi
# Somebody has to ask while Redis is away, and then find it back: the record is read before the answers.
for _ in $(seq 60); do
  away=$(kubectl logs -l app=web --tail=2000 | grep -c 'answered without Redis' || true)
  answers=$(curl -s --max-time 4 'http://node:30080/?[1-4]' || true)
  echo "$answers"
  if [ "$(grep -c 'visit [0-9]' <<<"$answers")" = 4 ]; then
    if [ "$away" -gt 0 ]; then exit 0; fi
    # It came back too fast for anybody to notice: once more.
    kubectl delete --force pod -l app=redis
  fi
done
exit 1
