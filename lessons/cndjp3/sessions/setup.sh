#!/bin/bash
set -eu
bash ~/all-up.sh
# The lesson's own visitor logs in before anything is released: whether they are still known later is what the checks look at.
for _ in $(seq 30); do
  cookie=$(curl --silent --max-time 5 --output /dev/null --dump-header - --header 'Content-Type: application/json' \
    --data '{"name":"Visitor"}' http://node:30192/api/sessions | tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: \(chat=[^;]*\).*/\1/p')
  if [ -n "$cookie" ]; then break; fi
  sleep 1
done
kubectl -n kafka create configmap visitor --from-literal=cookie="$cookie" --dry-run=client -o yaml | kubectl -n kafka apply -f -
