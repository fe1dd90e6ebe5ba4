#!/bin/bash
# Passed when three Pods are ready, a Pod was killed and replaced after there were three, and requests reach more than one of them.
# Replaced = Pods that the ReplicaSets created since "Scaled up ... to 3", less those that scaling itself asked for.
seen=$(kubectl --request-timeout=10s -n default get deployments,replicasets,pods,events -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def at: .lastTimestamp // .eventTime // .metadata.creationTimestamp;
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web")] as $deployments
  | [$deployments[].metadata.uid] as $deployment
  | [.items[] | select(.kind == "ReplicaSet") | owned($deployment).metadata.uid] as $sets
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($sets) | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] as $ready
  | [.items[] | select(.kind == "Event" and .reason == "SuccessfulCreate") | select(.involvedObject.uid as $uid | $sets | index($uid)) | {at: at, pods: (.count // 1)}] as $created
  | [ .items[] | select(.kind == "Event" and .reason == "ScalingReplicaSet") | select(.involvedObject.uid as $uid | $deployment | index($uid)) | . as $event
      | .message | capture("Scaled up .* from (?<from>\\d+) to (?<to>\\d+)") // empty
      | {at: ($event | at), to: (.to | tonumber), pods: (((.to | tonumber) - (.from | tonumber)) * ($event.count // 1))} ] as $scaled
  | ([$scaled[] | select(.to >= 3).at] | min // "") as $since
  | {
      deployment: ($deployments | length),
      wanted: ($deployments[0].spec.replicas // 0),
      ready: ($ready | length),
      replaced: (([$created[] | select(.at >= $since).pods] | add // 0) - ([$scaled[] | select(.at >= $since).pods] | add // 0))
    }' <<<"$seen") || exit 3
wanted=$(jq .wanted <<<"$facts")
ready=$(jq .ready <<<"$facts")

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "There is no Deployment named web: step 2 makes it. Look with: kubectl get deployments" \
  ja "web という Deployment がありません。ステップ 2 で作ります。確認: kubectl get deployments"

[ "$wanted" -ge 3 ] || not_yet \
  en "The Deployment web asks for $wanted Pod(s), not for three. Look at READY with: kubectl get deployment web" \
  ja "Deployment web の Pod 数は $wanted です（3 が必要）。READY の欄を確認: kubectl get deployment web"

[ "$ready" -ge 3 ] || not_yet \
  en "$ready of $wanted Pods are ready. Look with: kubectl get pods" \
  ja "準備ができた Pod は $wanted 個のうち $ready 個です。確認: kubectl get pods"

[ "$(jq .replaced <<<"$facts")" -ge 1 ] || not_yet \
  en "There are three Pods, and none of them has been deleted since. Compare AGE with: kubectl get pods" \
  ja "Pod は 3 つになりましたが、そのあとまだどれも削除されていません。AGE を確認: kubectl get pods"

answers=$(curl -sS --fail-early --fail --max-time 2 'http://node:30080/?[1-12]') || not_yet \
  en "Not every request to http://node:30080/ was answered just now. Look with: kubectl get pods; kubectl get services" \
  ja "http://node:30080/ へのリクエストに、応答のないものがありました。確認: kubectl get pods、kubectl get services"

pods=$(grep -oE 'from \S+' <<<"$answers" | sort -u | wc -l)
[ "$pods" -ge 2 ] || not_yet \
  en "Twelve requests all went to one Pod. Compare Endpoints with the Pods: kubectl describe service web" \
  ja "12 回のリクエストがすべて同じ Pod に届きました。Endpoints を確認: kubectl describe service web"

echo "$ready Pods ready, $pods of them answered twelve requests"
