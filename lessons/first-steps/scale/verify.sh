#!/bin/bash
# Passed when three Pods are ready, one of them was replaced after there were three, and requests reach more than one of them.
# Scaling and releases make their Pods in the moment in which they change the ReplicaSet. A Pod that is younger than the ReplicaSet's
# last change, by three seconds or by another one that was made for the change and was ready before it, stands in for one that was killed since.
# Events would say it too, but Kubernetes merges and drops them where there are many.
read_from() { kubectl --request-timeout=10s -n default get "$@" -o json; }

no_answer() {
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
}

seen=$(read_from deployments,replicasets,pods --show-managed-fields) || no_answer
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def made: .metadata.creationTimestamp | fromdateiso8601;
  def readySince: [.status.conditions[]? | select(.type == "Ready" and .status == "True").lastTransitionTime | fromdateiso8601] | first // infinite;
  def changed: [.metadata.managedFields[]? | select(.subresource == null).time | fromdateiso8601] | max // infinite;
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web")] as $deployments
  | [.items[] | select(.kind == "ReplicaSet") | owned([$deployments[].metadata.uid])] as $sets
  | ([$sets[] | {(.metadata.uid): changed}] | add // {}) as $changed
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($changed | keys)] as $pods
  | {
      deployment: ($deployments | length),
      wanted: ($deployments[0].spec.replicas // 0),
      ready: [$pods[] | select(readySince != infinite).metadata.name],
      replaced: ([$pods[] | made as $made | $changed[.metadata.ownerReferences[0].uid] as $at
        | select($made - $at >= 3 or any($pods[]; made >= $at and made < $made and readySince <= $made))] | length)
    }' <<<"$seen") || exit 3
wanted=$(jq .wanted <<<"$facts")
ready=$(jq '.ready | length' <<<"$facts")

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

pods=$(jq --arg answers "$answers" '[.ready[] | select(. as $name | $answers | contains($name))] | length' <<<"$facts")
[ "$pods" -ge 2 ] || not_yet \
  en "Twelve requests did not reach two Pods of web. Compare Endpoints with the Pods: kubectl describe service web" \
  ja "12 回のリクエストが、web の複数の Pod に届きませんでした。Endpoints を確認: kubectl describe service web"

echo "$ready Pods ready, $pods of them answered twelve requests"
