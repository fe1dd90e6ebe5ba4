#!/bin/bash
# Passed when Redis and the three programs of the chat are available, both sides answer, and a message came in through publish.
seen=$(kubectl --request-timeout=10s -n kafka get deployments -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

for name in redis publish subscribe chat; do
  state=$(jq -r --arg name "$name" '[.items[] | select(.metadata.name == $name)][0] | if . == null then "missing" else (.status.availableReplicas // 0) end' <<<"$seen")
  [ "$state" != missing ] || not_yet \
    en "There is no Deployment $name yet. Look with: kubectl get deployments -n kafka" \
    ja "$name という Deployment がまだありません。確認: kubectl get deployments -n kafka"
  [ "$state" -ge 1 ] || not_yet \
    en "The Deployment $name is there, and no Pod of it is ready yet. Look with: kubectl get pods -n kafka" \
    ja "Deployment $name はありますが、準備のできた Pod がまだありません。確認: kubectl get pods -n kafka"
done

curl -sf --max-time 10 http://node:30192/api/topics/chatroom >/dev/null || not_yet \
  en "The publish server does not answer on http://node:30192. Look with: kubectl get services -n kafka; kubectl logs deployment/publish -n kafka" \
  ja "publish サーバーが http://node:30192 で応答しません。確認: kubectl get services -n kafka、kubectl logs deployment/publish -n kafka"

# What a console sent has no id; publish gives one to every message.
through=$(timeout 30 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o beginning -e -q -f '%h\n' 2>/dev/null | grep -c 'id=')
[ "${through:-0}" -ge 1 ] || not_yet \
  en "No message has come in through the publish server yet. Send one: curl --data Hello http://node:30192/api/topics/chatroom" \
  ja "publish サーバーを通ったメッセージがまだありません。送るには: curl --data Hello http://node:30192/api/topics/chatroom"

echo "$through message(s) came through publish"
