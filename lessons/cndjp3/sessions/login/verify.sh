#!/bin/bash
# Passed when two people have written in the chat. The lesson's own visitor does not write.
publish=$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 http://node:30192/readyz)
[ "$publish" = 200 ] || not_yet \
  en "The publish server at http://node:30192/ is not ready right now. Look with: kubectl get pods -n kafka" \
  ja "publish サーバー（http://node:30192/）の準備ができていません。確認: kubectl get pods -n kafka"

# The stream never ends by itself: not waited for any longer than to its first word.
grep -qm 1 '^event: ready' < <(curl -sN --max-time 10 http://node:30292/sse/connect) || not_yet \
  en "The subscribe server at http://node:30292/ gives no messages right now. Look with: kubectl get pods -n kafka" \
  ja "subscribe サーバー（http://node:30292/）からメッセージが届きません。確認: kubectl get pods -n kafka"

senders=$(timeout 30 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o beginning -e -q -f '%h\n' 2>/dev/null) || not_yet \
  en "The topic chatroom could not be read to its end just now. Look with: kubectl get pods -n kafka" \
  ja "トピック chatroom を最後まで読めませんでした。確認: kubectl get pods -n kafka"

people=$(sed -n 's/^from=\([^,]*\).*/\1/p' <<<"$senders" | grep -vx anonymous | sort -u | wc -l)
[ "$people" -ge 1 ] || not_yet \
  en "Nobody has written in the chat yet: write a line in T2 and press Enter. See who is there with: kubectl logs deployment/publish -n kafka" \
  ja "チャットにはまだだれも書いていません。T2 で 1 行書いて Enter を押してください。確認: kubectl logs deployment/publish -n kafka"

[ "$people" -ge 2 ] || not_yet \
  en "One person has written; the other one has not. Write a line in T3, too. Look with: kubectl logs deployment/publish -n kafka" \
  ja "書いたのは 1 人だけです。T3 でも 1 行書いてください。確認: kubectl logs deployment/publish -n kafka"

echo "$people people have written"
