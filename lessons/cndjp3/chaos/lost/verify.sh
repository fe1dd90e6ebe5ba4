#!/bin/bash
# What has to be so before the window is opened: brokers without volumes, one copy, the chat, and somebody who kills.
seen=$(kubectl --request-timeout=10s -n kafka get statefulsets,deployments -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
available() { jq --arg name "$1" '[.items[] | select(.kind == "Deployment" and .metadata.name == $name)][0].status.availableReplicas // 0' <<<"$seen"; }
set_json=$(jq -c '[.items[] | select(.kind == "StatefulSet" and .metadata.name == "kafka")][0]' <<<"$seen")

[ "$set_json" != null ] || not_yet \
  en "There is no StatefulSet kafka. Start the brokers without volumes: kubectl apply -f kafka-no-volume.yaml" \
  ja "StatefulSet kafka がありません。ボリュームのないブローカーを起動してください: kubectl apply -f kafka-no-volume.yaml"

[ "$(jq '.spec.volumeClaimTemplates // [] | length' <<<"$set_json")" = 0 ] || not_yet \
  en "The brokers still have volumes, so nothing would be lost. Look for Volume Claims with: kubectl describe statefulset kafka -n kafka" \
  ja "ブローカーにはまだボリュームがあり、何も失われません。Volume Claims を確認: kubectl describe statefulset kafka -n kafka"

ready=$(jq '.status.readyReplicas // 0' <<<"$set_json")
# Somebody who kills is to be there, too: one broker may be away already.
[ "$ready" = 3 ] || [ "$(available chaoskube)" -ge 1 ] || not_yet \
  en "$ready of three brokers are ready. Look with: kubectl get pods -n kafka" \
  ja "準備ができたブローカーは 3 つのうち $ready つです。確認: kubectl get pods -n kafka"

topic=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t chatroom 2>/dev/null)
[ "$(jq '[.topics[] | select(.topic == "chatroom").partitions[]?] | length' <<<"${topic:-null}")" = 12 ] || not_yet \
  en "There is no topic chatroom with 12 partitions on the new brokers. Look with: kcat -b node:30090 -L" \
  ja "新しいブローカーに、12 パーティションのトピック chatroom がありません。確認: kcat -b node:30090 -L"

copies=$(jq '[.topics[] | select(.topic == "chatroom").partitions[].replicas | length] | max' <<<"$topic")
[ "$copies" = 1 ] || not_yet \
  en "The topic chatroom has $copies copies of each partition; this step is about one. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "トピック chatroom のコピーの数が $copies です。ここでは 1 で試します。確認: kcat -b node:30090 -L -t chatroom"

curl -sf --max-time 12 http://node:30192/api/topics/chatroom >/dev/null || not_yet \
  en "The publish server does not know the new topic yet. Look with: curl http://node:30192/api/topics/chatroom; kubectl get pods -n kafka" \
  ja "publish サーバーが新しいトピックをまだ知りません。確認: curl http://node:30192/api/topics/chatroom、kubectl get pods -n kafka"

[ "$(available chaoskube)" -ge 1 ] || not_yet \
  en "chaoskube is not running, so nobody would be killed. Start it with: kubectl scale deployment chaoskube --replicas=1 -n kafka" \
  ja "chaoskube が動いていないので、何も止められません。始めるには: kubectl scale deployment chaoskube --replicas=1 -n kafka"

echo "ready to lose messages"
