#!/bin/bash
# Passed when a Pod of web is gone although nobody scaled it away, and a ready one is there.
# What happened is told by the events of the Deployment's ReplicaSets: a Pod that was created, was not removed by scaling (SuccessfulDelete),
# and is no longer there was killed. Events are kept for an hour; without them a Pod much younger than its ReplicaSet says the same.
seen=$(kubectl --request-timeout=10s -n default get deployments,replicasets,pods,events -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def created: .metadata.creationTimestamp | fromdateiso8601;
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web").metadata.uid] as $deployment
  | [.items[] | select(.kind == "ReplicaSet") | owned($deployment)] as $sets
  | [$sets[].metadata.uid] as $setUids
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($setUids)] as $pods
  | [$pods[] | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] as $ready
  | [.items[] | select(.kind == "Event") | select(.involvedObject.uid as $uid | $setUids | index($uid))] as $events
  | def named($reason): [$events[] | select(.reason == $reason) | .message | capture("pod: (?<name>\\S+)").name];
  (named("SuccessfulCreate") - named("SuccessfulDelete") - [$pods[].metadata.name]) as $killed
  | [$ready[] | . as $pod | $sets[] | select(.metadata.uid == $pod.metadata.ownerReferences[0].uid) | ($pod | created) - created] as $younger
  | {
      deployment: ($deployment | length),
      ready: ($ready | length),
      killed: (($killed | length > 0) or ((named("SuccessfulCreate") | length == 0) and ($younger | length > 0) and ($younger | min >= 10)))
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "There is no Deployment named web: step 2 makes it. Look with: kubectl get deployments" \
  ja "web という Deployment がありません。ステップ 2 で作ります。確認: kubectl get deployments"

[ "$(jq .killed <<<"$facts")" = true ] || not_yet \
  en "No Pod of web has been deleted yet. Compare names and AGE with: kubectl get pods" \
  ja "web の Pod はまだ削除されていません。名前と AGE を確認: kubectl get pods"

[ "$(jq .ready <<<"$facts")" -ge 1 ] || not_yet \
  en "The old Pod is gone, the new one is not ready yet. Look with: kubectl get pods" \
  ja "元の Pod は消え、新しい Pod の準備はこれからです。確認: kubectl get pods"

echo "a Pod was deleted, and $(jq .ready <<<"$facts") ready"
