#!/bin/bash
# Passed when the stage was set with one copy, and every partition of Kafka's own topic __consumer_offsets has three copies in sync again.
staged=$(kubectl --request-timeout=10s -n kafka get configmap one-copy --ignore-not-found -o name) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

[ -n "$staged" ] || not_yet \
  en "The stage of this step is not set yet: no ConfigMap one-copy. Look with: kubectl get configmaps -n kafka; set it with: bash offsets.sh 1" \
  ja "このステップの準備がまだできていません（ConfigMap one-copy がありません）。確認: kubectl get configmaps -n kafka、準備するには: bash offsets.sh 1"

seen=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t __consumer_offsets 2>/dev/null)
[ -n "$seen" ] || not_yet \
  en "No broker answers. Look with: kubectl get pods -n kafka" \
  ja "どのブローカーも応答していません。確認: kubectl get pods -n kafka"

facts=$(jq -c '[.topics[] | select(.topic == "__consumer_offsets").partitions[]?] | {
    partitions: length,
    copies: ([.[].replicas | length] | min // 0),
    behind: [.[] | select((.isrs | length) < (.replicas | length))] | length
  }' <<<"$seen") || exit 3
fact() { jq -r ".$1" <<<"$facts"; }

[ "$(fact partitions)" -gt 0 ] || not_yet \
  en "There is no topic __consumer_offsets yet: no group has read. Let one read: timeout 20 kcat -b node:30090 -G readers chatroom" \
  ja "__consumer_offsets がまだありません（グループで読んだ人がいません）。読むには: timeout 20 kcat -b node:30090 -G readers chatroom"

[ "$(fact copies)" = 3 ] || not_yet \
  en "The topic __consumer_offsets has $(fact copies) copy of a partition, not three. Look at replicas with: kcat -b node:30090 -L -t __consumer_offsets" \
  ja "__consumer_offsets のコピーの数が $(fact copies) です（3 が必要）。replicas を確認: kcat -b node:30090 -L -t __consumer_offsets"

[ "$(fact behind)" = 0 ] || not_yet \
  en "$(fact behind) partitions of __consumer_offsets are not in sync yet. Look with: kcat -b node:30090 -L -t __consumer_offsets" \
  ja "__consumer_offsets の $(fact behind) 個のパーティションがまだそろっていません。確認: kcat -b node:30090 -L -t __consumer_offsets"

echo "three copies of what readers have read"
