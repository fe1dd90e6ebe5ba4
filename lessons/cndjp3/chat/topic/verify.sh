#!/bin/bash
# Passed when the topic chatroom has 12 partitions with three copies each, all of them in sync.
seen=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t chatroom 2>/dev/null)
[ -n "$seen" ] || not_yet \
  en "No broker answers. Look with: kubectl get pods -n kafka" \
  ja "どのブローカーも応答していません。確認: kubectl get pods -n kafka"

facts=$(jq -c '[.topics[] | select(.topic == "chatroom") | .partitions[]?] | {
    partitions: length,
    copies: ([.[].replicas | length] | min // 0),
    behind: [.[] | select((.isrs | length) < (.replicas | length))] | length
  }' <<<"$seen") || exit 3
fact() { jq -r ".$1" <<<"$facts"; }

[ "$(fact partitions)" -gt 0 ] || not_yet \
  en "There is no topic chatroom yet. Look with: kcat -b node:30090 -L" \
  ja "chatroom というトピックがまだありません。確認: kcat -b node:30090 -L"

[ "$(fact partitions)" = 12 ] || not_yet \
  en "The topic chatroom has $(fact partitions) partitions; this step needs 12. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "トピック chatroom のパーティションは $(fact partitions) です（12 が必要）。確認: kcat -b node:30090 -L -t chatroom"

[ "$(fact copies)" = 3 ] || not_yet \
  en "A partition of chatroom has $(fact copies) copies, not three. Look at replicas with: kcat -b node:30090 -L -t chatroom" \
  ja "chatroom のコピーの数が $(fact copies) です（3 が必要）。replicas を確認: kcat -b node:30090 -L -t chatroom"

[ "$(fact behind)" = 0 ] || not_yet \
  en "$(fact behind) partitions do not have all three copies in sync. Look at isrs with: kcat -b node:30090 -L -t chatroom" \
  ja "$(fact behind) 個のパーティションで、コピーがそろっていません。isrs を確認: kcat -b node:30090 -L -t chatroom"

echo "chatroom: 12 partitions, three copies each, all in sync"
