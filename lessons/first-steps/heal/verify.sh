#!/bin/bash
# Passed when a Pod of web has been replaced although nobody scaled, and a ready one is there.
# Scaling and releases make their Pods in the moment in which they change the ReplicaSet. A Pod that is younger than the ReplicaSet's
# last change stands in for one that was killed. Events would say it too, but Kubernetes merges and drops them where there are many.
read_from() { kubectl --request-timeout=10s -n default get "$@" -o json; }

no_answer() {
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
}

seen=$(read_from deployments,replicasets,pods --show-managed-fields) || no_answer
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def changed: [.metadata.managedFields[]? | select(.subresource == null).time | fromdateiso8601] | max // infinite;
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web").metadata.uid] as $deployment
  | [.items[] | select(.kind == "ReplicaSet") | owned($deployment)] as $sets
  | ([$sets[] | {(.metadata.uid): changed}] | add // {}) as $changed
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($changed | keys)] as $pods
  | {
      deployment: ($deployment | length),
      ready: ([$pods[] | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length),
      replaced: ([$pods[].metadata | select((.creationTimestamp | fromdateiso8601) - $changed[.ownerReferences[0].uid] >= 3)] | length)
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "There is no Deployment named web: step 2 makes it. Look with: kubectl get deployments" \
  ja "web という Deployment がありません。ステップ 2 で作ります。確認: kubectl get deployments"

[ "$(jq .replaced <<<"$facts")" -ge 1 ] || not_yet \
  en "No Pod of web has been deleted and replaced yet. Compare names and AGE with: kubectl get pods" \
  ja "web の Pod はまだ削除されていません（代わりの Pod がありません）。名前と AGE を確認: kubectl get pods"

[ "$(jq .ready <<<"$facts")" -ge 1 ] || not_yet \
  en "The old Pod is gone, the new one is not ready yet. Look with: kubectl get pods" \
  ja "元の Pod は消え、新しい Pod の準備はこれからです。確認: kubectl get pods"

echo "a Pod was replaced, and $(jq .ready <<<"$facts") ready"
