#!/bin/bash
# Waits until three brokers are ready and none of them is on its way out, which the StatefulSet counts as ready for a moment longer.
for _ in $(seq 120); do
  if kubectl -n kafka get pods -l app=kafka -o json | jq -e '
    [.items[] | select(.metadata.deletionTimestamp == null and any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length == 3' >/dev/null; then exit 0; fi
  sleep 1
done
echo "Three brokers are not ready after two minutes. Look with: kubectl get pods -n kafka" >&2
exit 1
