#!/bin/bash
# Passed when the page of the chat answers, and somebody other than User A and User B has logged in and spoken.
page=$(curl -sf --max-time 10 http://node:30080/) || not_yet \
  en "Nothing answers on http://node:30080. Look with: kubectl get pods -n kafka -l app=chat; kubectl get service chat -n kafka" \
  ja "http://node:30080 が応答しません。確認: kubectl get pods -n kafka -l app=chat、kubectl get service chat -n kafka"
grep -qi '<html' <<<"$page" || not_yet \
  en "What answers on http://node:30080 is not the page of the chat. Look with: curl http://node:30080" \
  ja "http://node:30080 で応答したのは、チャットのページではありません。確認: curl http://node:30080"

senders=$(timeout 30 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o beginning -e -q -f '%h\n' 2>/dev/null) || not_yet \
  en "The topic chatroom could not be read to its end just now. Look with: kubectl get pods -n kafka" \
  ja "トピック chatroom を最後まで読めませんでした。確認: kubectl get pods -n kafka"

# A message without a session is anonymous.
others=$(grep -o 'from=[^,]*' <<<"$senders" | sort -u | grep -cv -e '^from=User [AB]$' -e '^from=anonymous$')
[ "${others:-0}" -ge 1 ] || not_yet \
  en "So far only User A and User B have spoken. Join on the page with another name and send a line. Look with: kcat -b node:30090 -C -t chatroom -e -f '%h: %s\n'" \
  ja "まだ User A と User B しか話していません。ページに別の名前で参加し、1 行送ってください。確認: kcat -b node:30090 -C -t chatroom -e -f '%h: %s\n'"

echo "$others more"
