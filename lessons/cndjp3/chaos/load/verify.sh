#!/bin/bash
# Passed when at least 200 messages that ab sent in this lesson are stored.
began=$(kubectl --request-timeout=10s -n kafka get configmap part2 -o json | jq -r '.metadata.creationTimestamp | fromdateiso8601 * 1000')
[ -n "$began" ] || not_yet \
  en "The note of how Part 2 began cannot be read. Look with: kubectl get configmap part2 -n kafka; write it anew with: bash note-brokers.sh" \
  ja "Part 2 の開始の記録を読めません。確認: kubectl get configmap part2 -n kafka、記録し直すには: bash note-brokers.sh"

said=$(timeout 30 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o "s@$began" -e -q -f '%h\n' 2>/dev/null) || not_yet \
  en "The topic chatroom could not be read to its end just now. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "トピック chatroom を最後まで読めませんでした。確認: kcat -b node:30090 -L -t chatroom"

count=$(grep -c 'from=ab\(,\|$\)' <<<"$said")
[ "$count" -ge 200 ] || not_yet \
  en "$count messages from ab are stored; this step needs 200. Look at Complete requests and Non-2xx responses in what ab printed" \
  ja "保存された ab のメッセージは $count 件です（200 件が必要）。ab の結果の Complete requests と Non-2xx responses を確認"

echo "$count messages from ab are stored"
