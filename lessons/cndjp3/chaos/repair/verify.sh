#!/bin/bash
# Passed when it is noted what was left after all brokers without volumes had been killed at once, and now the brokers have their volumes again,
# chatroom has three copies in sync and its old messages, and the chat takes new ones.
note=$(kubectl --request-timeout=10s -n kafka get configmap all-at-once --ignore-not-found -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

left=$(jq -r '.data.left // ""' <<<"$note")
[ -n "$left" ] || not_yet \
  en "It is not noted yet what is left when all brokers without volumes die at once (ConfigMap all-at-once). Look with: kubectl get configmaps -n kafka" \
  ja "ボリュームなしの全ブローカーを止めて何が残ったかの記録（ConfigMap all-at-once）がまだありません。確認: kubectl get configmaps -n kafka"

[[ $left =~ [1-3]\ brokers && $left != *'"chatroom"'* && $left != *'"three"'* ]] || not_yet \
  en "The note is of a moment in which the topics were still there. Delete it, kill all brokers at once, and note again. Look with: kubectl describe configmap all-at-once -n kafka" \
  ja "記録したとき、トピックはまだありました。記録を削除し、全ブローカーを止めてから、記録し直してください。確認: kubectl describe configmap all-at-once -n kafka"

set_json=$(kubectl --request-timeout=10s -n kafka get statefulset kafka --ignore-not-found -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

[ -n "$set_json" ] || not_yet \
  en "There is no StatefulSet kafka now. Put the brokers with volumes back: kubectl apply -f kafka.yaml" \
  ja "StatefulSet kafka がありません。ボリュームのあるブローカーを戻してください: kubectl apply -f kafka.yaml"

[ "$(jq '.spec.volumeClaimTemplates // [] | length' <<<"$set_json")" -ge 1 ] || not_yet \
  en "The brokers have no volumes. Look for Volume Claims with: kubectl describe statefulset kafka -n kafka" \
  ja "ブローカーにボリュームがありません。Volume Claims を確認: kubectl describe statefulset kafka -n kafka"

ready=$(jq 'if .status.observedGeneration == .metadata.generation then .status.readyReplicas // 0 else 0 end' <<<"$set_json")
[ "$ready" = 3 ] || not_yet \
  en "$ready of three brokers are ready. Look with: kubectl get pods -n kafka" \
  ja "準備ができたブローカーは 3 つのうち $ready つです。確認: kubectl get pods -n kafka"

synced=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t chatroom 2>/dev/null |
  jq '[.topics[] | select(.topic == "chatroom").partitions[]? | select((.isrs | length) == 3)] | length')
[ "${synced:-0}" = 12 ] || not_yet \
  en "${synced:-0} of 12 partitions of chatroom have three copies in sync. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "コピーが 3 つそろったパーティションは 12 のうち ${synced:-0} です。確認: kcat -b node:30090 -L -t chatroom"

old=$(timeout 60 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o beginning -e -q -f '%h\n' 2>/dev/null | grep -c 'from=ab\(,\|$\)')
[ "${old:-0}" -ge 200 ] || not_yet \
  en "${old:-0} of the messages from step 2 are there; it should be 200 or more. Look with: kubectl get pvc -n kafka" \
  ja "ステップ 2 のメッセージが ${old:-0} 件しかありません（200 件以上のはず）。確認: kubectl get pvc -n kafka"

curl -sf --max-time 12 http://node:30192/api/topics/chatroom >/dev/null || not_yet \
  en "The publish server does not answer for chatroom. Look with: kubectl get pods -n kafka; kubectl rollout restart deployment publish -n kafka" \
  ja "publish サーバーが chatroom について応答しません。確認: kubectl get pods -n kafka、kubectl rollout restart deployment publish -n kafka"

echo "volumes, three copies, and $old old messages"
