#!/bin/bash
# Ends with 0 when three brokers are there and every partition of every topic has a leader and all its copies in sync.
seen=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J 2>/dev/null)
if [ -z "$seen" ]; then
  echo "no broker answers"
  exit 1
fi
jq -r '
  [.topics[] | .topic as $topic | .partitions[] | select(.leader < 0 or (.isrs | length) < (.replicas | length)) | "\($topic)-\(.partition)"] as $behind
  | if (.brokers | length) < 3 then "\(.brokers | length) of 3 brokers are there"
    elif ($behind | length) > 0 then "\($behind | length) partitions are not in sync yet, \($behind[0]) among them"
    else empty end' <<<"$seen" | { ! grep .; }
