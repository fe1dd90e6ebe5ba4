#!/bin/bash
# Passed when the topic chatroom holds at least three messages.
brokers=node:30090,node:30091,node:30092
known=$(timeout 20 kcat -b "$brokers" -m 10 -L -J -t chatroom 2>/dev/null | jq '[.topics[] | select(.topic == "chatroom") | .partitions[]?] | length')
[ "${known:-0}" -gt 0 ] || not_yet \
  en "The topic chatroom cannot be seen. Look with: kcat -b node:30090 -L -t chatroom; kubectl get pods -n kafka" \
  ja "トピック chatroom が見えません。確認: kcat -b node:30090 -L -t chatroom、kubectl get pods -n kafka"

stored=$(timeout 30 kcat -b "$brokers" -C -t chatroom -o beginning -e -q -f '%p\n' 2>/dev/null) || not_yet \
  en "The topic chatroom could not be read to its end just now. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "トピック chatroom を最後まで読めませんでした。確認: kcat -b node:30090 -L -t chatroom"

count=$(wc -w <<<"$stored")
[ "$count" -ge 3 ] || not_yet \
  en "There are $count messages in chatroom; send at least three. Read them with: kcat -b node:30090 -C -t chatroom -e" \
  ja "chatroom のメッセージは $count 件です。3 件以上送ってください。確認: kcat -b node:30090 -C -t chatroom -e"

echo "$count messages in $(sort -u <<<"$stored" | wc -w) partition(s)"
