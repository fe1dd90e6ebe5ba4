#!/bin/bash
# Passed when chaoskube has killed a broker: its Event names a Pod whose UID is gone, and a successor is there.
seen=$(kubectl --request-timeout=10s -n kafka get deployments,pods,events -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  [.items[] | select(.kind == "Pod" and .metadata.labels.app == "kafka")] as $brokers
  | [.items[] | select(.kind == "Event" and .reason == "Killing" and .source.component == "chaoskube").involvedObject] as $named
  | {
      deployed: any(.items[]; .kind == "Deployment" and .metadata.name == "chaoskube"),
      kills: ([$named[].uid] | unique | map(select(. as $uid | any($brokers[].metadata; .uid == $uid) | not)) | length),
      strangers: ([$named[].name | select(test("^kafka-[0-2]$") | not)][0] // "")
    }' <<<"$seen") || exit 3
fact() { jq -r ".$1" <<<"$facts"; }

[ "$(fact deployed)" = true ] || not_yet \
  en "There is no Deployment chaoskube yet. Look with: kubectl get deployments -n kafka" \
  ja "chaoskube という Deployment がまだありません。確認: kubectl get deployments -n kafka"

[ "$(fact kills)" -ge 1 ] || not_yet \
  en "chaoskube has not killed a broker yet. Look with: kubectl get events -n kafka --field-selector reason=Killing; kubectl logs deployment/chaoskube -n kafka" \
  ja "chaoskube はまだブローカーを止めていません。確認: kubectl get events -n kafka --field-selector reason=Killing、kubectl logs deployment/chaoskube -n kafka"

stranger=$(fact strangers)
[ -z "$stranger" ] || not_yet \
  en "chaoskube also killed ${stranger:0:40}, which is no broker. Look at --labels with: kubectl get deployment chaoskube -n kafka -o yaml" \
  ja "chaoskube がブローカー以外の ${stranger:0:40} も止めました。--labels を確認: kubectl get deployment chaoskube -n kafka -o yaml"

echo "$(fact kills) kill(s) by chaoskube"
