#!/bin/bash
# Passed when one of the two Pods of web was replaced although nobody ordered it, and the app answers.
# Scaling and releases make their Pods in the moment in which they change the ReplicaSet: a Pod that is younger than the ReplicaSet's last change stands in for one that was killed.
seen=$(kubectl --request-timeout=10s -n default get deployments,replicasets,pods -o json --show-managed-fields) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def changed: [.metadata.managedFields[]? | select(.subresource == null).time | fromdateiso8601] | max // infinite;
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web").metadata.uid] as $deployment
  | ([.items[] | select(.kind == "ReplicaSet") | owned($deployment) | {(.metadata.uid): changed}] | add // {}) as $changed
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($changed | keys)] as $pods
  | {
      deployment: ($deployment | length),
      ready: ([$pods[] | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length),
      replaced: ([$pods[].metadata | select((.creationTimestamp | fromdateiso8601) - $changed[.ownerReferences[0].uid] >= 3)] | length)
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "The Deployment web is gone; applying system.yaml brings it back. Look with: kubectl get deployments" \
  ja "Deployment web がありません。system.yaml を apply すると戻ります。確認: kubectl get deployments"

[ "$(jq .replaced <<<"$facts")" -ge 1 ] || not_yet \
  en "No Pod of web has been killed and replaced yet. Compare names and AGE with: kubectl get pods" \
  ja "web の Pod はまだ 1 つも止められていません（代わりの Pod がありません）。名前と AGE を確認: kubectl get pods"

[ "$(jq .ready <<<"$facts")" -ge 2 ] || not_yet \
  en "One Pod of web was killed; the new one is not ready yet. Look at READY with: kubectl get pods" \
  ja "web の Pod が 1 つ止められました。新しい Pod の準備を待っています。READY を確認: kubectl get pods"

curl -sS --fail-early --fail --max-time 4 'http://node:30080/?[1-4]' || not_yet \
  en "The app at http://node:30080/ does not answer well right now. Look with: kubectl get pods; kubectl get services" \
  ja "http://node:30080/ のアプリが正しく答えていません。確認: kubectl get pods、kubectl get services"
