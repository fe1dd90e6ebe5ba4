#!/bin/bash
# Passed when a broker was replaced since this lesson began, all three are ready, and every copy of chatroom is in sync.
seen=$(kubectl --request-timeout=10s -n kafka get pods,configmaps -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  ([.items[] | select(.kind == "ConfigMap" and .metadata.name == "part2")][0].data.brokers // "") as $before
  | [.items[] | select(.kind == "Pod" and .metadata.labels.app == "kafka" and .metadata.deletionTimestamp == null)] as $brokers
  | {
      noted: ($before != ""),
      replaced: [$brokers[].metadata | select(.uid as $uid | $before | contains($uid) | not)] | length,
      ready: [$brokers[] | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length
    }' <<<"$seen") || exit 3
fact() { jq -r ".$1" <<<"$facts"; }

[ "$(fact noted)" = true ] || not_yet \
  en "The note of the brokers of before is gone. Look with: kubectl describe configmap part2 -n kafka; write it anew with: bash note-brokers.sh" \
  ja "開始時のブローカーの記録がありません。確認: kubectl describe configmap part2 -n kafka、記録し直すには: bash note-brokers.sh"

[ "$(fact replaced)" -ge 1 ] || not_yet \
  en "No broker has been deleted in this lesson yet. Look at AGE with: kubectl get pods -n kafka -l app=kafka" \
  ja "このレッスンで削除されたブローカーはまだありません。AGE を確認: kubectl get pods -n kafka -l app=kafka"

[ "$(fact ready)" = 3 ] || not_yet \
  en "$(fact ready) of three brokers are ready. Look with: kubectl get pods -n kafka -l app=kafka" \
  ja "準備ができたブローカーは 3 つのうち $(fact ready) つです。確認: kubectl get pods -n kafka -l app=kafka"

behind=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t chatroom 2>/dev/null |
  jq '[.topics[] | select(.topic == "chatroom").partitions[] | select((.isrs | length) < 3)] | length')
[ "${behind:-12}" = 0 ] || not_yet \
  en "${behind:-12} partitions do not have all copies in sync yet. Look at isrs with: kcat -b node:30090 -L -t chatroom" \
  ja "${behind:-12} 個のパーティションで、コピーがまだそろっていません。isrs を確認: kcat -b node:30090 -L -t chatroom"

echo "$(fact replaced) broker(s) replaced, everything in sync again"
