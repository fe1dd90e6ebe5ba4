#!/bin/bash
# Shows who leads how many partitions of chatroom, and how many of its copies are in sync: a line whenever it changes. Ends after 20 minutes.
until=$((SECONDS + 1200))
last=
while [ $SECONDS -lt $until ]; do
  now=$(timeout 10 kcat -b node:30090,node:30091,node:30092 -m 3 -L -J -t chatroom 2>/dev/null | jq -r '
    [.topics[] | select(.topic == "chatroom").partitions[]] as $all
    | ([range(3) as $n | "kafka-\($n) leads \([$all[] | select(.leader == $n)] | length)"] | join("   ")) as $leads
    | ([$all[] | select(.leader < 0)] | length) as $nobody
    | "\($leads)   in sync: \([$all[].isrs | length] | add // 0) of \([$all[].replicas | length] | add // 0)" + (if $nobody > 0 then "   WITHOUT LEADER: \($nobody)" else "" end)')
  now=${now:-no broker answers}
  if [ "$now" != "$last" ]; then
    printf '%(%T)T  %s\n' -1 "$now"
    last=$now
  fi
  sleep 1
done
