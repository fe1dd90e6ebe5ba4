#!/bin/bash
# Joins the group of readers again and again, reads one message there, and says how long that took. Ends after 5 minutes.
until=$((SECONDS + 300))
while [ $SECONDS -lt $until ]; do
  begun=$(date +%s%N)
  if timeout 100 kcat -b node:30090,node:30091,node:30092 -X auto.offset.reset=earliest -q -c 1 -G readers chatroom >/dev/null 2>&1; then
    took=$((($(date +%s%N) - begun) / 100000000))
    if [ $took -ge 50 ]; then colour='\e[31m'; else colour=; fi
    printf "%(%T)T  ${colour}the group answered after %d.%d s\e[0m\n" -1 $((took / 10)) $((took % 10))
  else
    printf '%(%T)T  \e[31mthe group did not answer\e[0m\n' -1
  fi
  sleep 1
done
