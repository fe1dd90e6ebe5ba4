#!/bin/bash
# Passed when the StatefulSet kafka has three ready brokers, each with a volume of its own, and all of them answer.
set_json=$(kubectl --request-timeout=10s -n kafka get statefulset kafka --ignore-not-found -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

[ -n "$set_json" ] || not_yet \
  en "There is no StatefulSet named kafka in the namespace kafka yet. Look with: kubectl get statefulsets -n kafka" \
  ja "名前空間 kafka に、kafka という StatefulSet がまだありません。確認: kubectl get statefulsets -n kafka"

wanted=$(jq '.spec.replicas' <<<"$set_json")
[ "$wanted" = 3 ] || not_yet \
  en "The StatefulSet kafka asks for $wanted brokers, not for three. Look at READY with: kubectl get statefulset kafka -n kafka" \
  ja "StatefulSet kafka のブローカー数は $wanted です（3 が必要）。READY を確認: kubectl get statefulset kafka -n kafka"

claims=$(kubectl --request-timeout=10s -n kafka get pvc -o json) || claims='{"items":[]}'
bound=$(jq '[.items[] | select(.metadata.name | test("^data-kafka-[0-2]$")) | select(.status.phase == "Bound")] | length' <<<"$claims")
[ "$bound" = 3 ] || not_yet \
  en "$bound of three volumes are there. Look with: kubectl get pvc -n kafka" \
  ja "ボリュームは 3 つのうち $bound つだけ用意できています。確認: kubectl get pvc -n kafka"

ready=$(jq 'if .status.observedGeneration == .metadata.generation then .status.readyReplicas // 0 else 0 end' <<<"$set_json")
[ "$ready" = 3 ] || not_yet \
  en "$ready of three brokers are ready. Look with: kubectl get pods -n kafka" \
  ja "準備ができたブローカーは 3 つのうち $ready つです。確認: kubectl get pods -n kafka"

seen=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J 2>/dev/null | jq '.brokers | length')
[ "${seen:-0}" = 3 ] || not_yet \
  en "From outside, ${seen:-0} of three brokers can be found. Look with: kcat -b node:30090 -L; kubectl get services -n kafka" \
  ja "外から見つかるブローカーは 3 つのうち ${seen:-0} つです。確認: kcat -b node:30090 -L、kubectl get services -n kafka"

echo "three brokers, three volumes"
