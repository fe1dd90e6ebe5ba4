#!/bin/bash
# Passed when everything of Part 1 is up and User A has spoken since this lesson began.
seen=$(kubectl --request-timeout=10s -n kafka get statefulsets,deployments,configmaps -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

brokers=$(jq '[.items[] | select(.kind == "StatefulSet" and .metadata.name == "kafka")][0].status.readyReplicas // 0' <<<"$seen")
[ "$brokers" = 3 ] || not_yet \
  en "$brokers of three brokers are ready. Look with: kubectl get pods -n kafka" \
  ja "準備ができたブローカーは 3 つのうち $brokers つです。確認: kubectl get pods -n kafka"

for name in redis publish subscribe chat; do
  [ "$(jq --arg name "$name" '[.items[] | select(.kind == "Deployment" and .metadata.name == $name)][0].status.availableReplicas // 0' <<<"$seen")" -ge 1 ] || not_yet \
    en "No Pod of $name is ready. Look with: kubectl get pods -n kafka" \
    ja "$name の Pod が準備できていません。確認: kubectl get pods -n kafka"
done

began=$(jq -r '[.items[] | select(.kind == "ConfigMap" and .metadata.name == "part2")][0].metadata.creationTimestamp // empty | fromdateiso8601 * 1000' <<<"$seen")
[ -n "$began" ] || not_yet \
  en "The note of how Part 2 began is gone (ConfigMap part2). Look with: kubectl get configmaps -n kafka; write it anew with: bash note-brokers.sh" \
  ja "Part 2 の開始の記録（ConfigMap part2）がありません。確認: kubectl get configmaps -n kafka、記録し直すには: bash note-brokers.sh"

said=$(timeout 30 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o "s@$began" -e -q -f '%h\n' 2>/dev/null) || not_yet \
  en "The topic chatroom could not be read to its end just now. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "トピック chatroom を最後まで読めませんでした。確認: kcat -b node:30090 -L -t chatroom"

count=$(grep -c 'from=User A\(,\|$\)' <<<"$said")
[ "$count" -ge 1 ] || not_yet \
  en "User A has not said anything in this lesson yet. Start the client with: chat \"User A\" and type a line" \
  ja "このレッスンで、User A はまだ何も話していません。chat \"User A\" でクライアントを起動し、1 行入力してください"

echo "all up; User A has said $count line(s)"
