#!/bin/bash
# What has to be so before the window is opened: brokers with volumes, three copies, the chat, and somebody who kills.
seen=$(kubectl --request-timeout=10s -n kafka get statefulsets,deployments -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
available() { jq --arg name "$1" '[.items[] | select(.kind == "Deployment" and .metadata.name == $name)][0].status.availableReplicas // 0' <<<"$seen"; }

[ "$(jq '[.items[] | select(.kind == "StatefulSet" and .metadata.name == "kafka")][0].spec.volumeClaimTemplates // [] | length' <<<"$seen")" -ge 1 ] || not_yet \
  en "The brokers have no volumes. Look with: kubectl get pvc -n kafka; put them back with: bash all-up.sh" \
  ja "ブローカーにボリュームがありません。確認: kubectl get pvc -n kafka、元に戻すには: bash all-up.sh"

for name in publish subscribe; do
  [ "$(available $name)" -ge 1 ] || not_yet \
    en "No Pod of $name is ready. Look with: kubectl get pods -n kafka" \
    ja "$name の Pod が準備できていません。確認: kubectl get pods -n kafka"
done

copies=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t chatroom 2>/dev/null | jq '[.topics[] | select(.topic == "chatroom").partitions[]?.replicas | length] | min // 0')
[ "${copies:-0}" = 3 ] || not_yet \
  en "The topic chatroom has ${copies:-0} copies of each partition, not three. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "トピック chatroom のコピーの数が ${copies:-0} です（3 が必要）。確認: kcat -b node:30090 -L -t chatroom"

[ "$(available chaoskube)" -ge 1 ] || not_yet \
  en "chaoskube is not running, so nobody would be killed. Start it with: kubectl scale deployment chaoskube --replicas=1 -n kafka" \
  ja "chaoskube が動いていないので、何も止められません。始めるには: kubectl scale deployment chaoskube --replicas=1 -n kafka"

echo "ready for the proof"
