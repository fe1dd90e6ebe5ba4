#!/bin/bash
# Passed when the Pod of redis was replaced although nobody ordered it, web asks for one machine only, and the app answers.
# Scaling and releases make their Pods in the moment in which they change the ReplicaSet: a Pod that is younger than the ReplicaSet's last change stands in for one that was killed.
seen=$(kubectl --request-timeout=10s -n default get deployments,replicasets,pods -o json --show-managed-fields) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def changed: [.metadata.managedFields[]? | select(.subresource == null).time | fromdateiso8601] | max // infinite;
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web")] as $web
  | [.items[] | select(.kind == "Deployment" and .metadata.name == "redis").metadata.uid] as $redis
  | ([.items[] | select(.kind == "ReplicaSet") | owned($redis) | {(.metadata.uid): changed}] | add // {}) as $changed
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($changed | keys)] as $pods
  | {
      web: ($web | length),
      redis: ($redis | length),
      apart: ([$web[] | select(.spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution)] | length),
      ready: ([$pods[] | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length),
      replaced: ([$pods[].metadata | select((.creationTimestamp | fromdateiso8601) - $changed[.ownerReferences[0].uid] >= 3)] | length)
    }' <<<"$seen") || exit 3

[ "$(jq '.web + .redis' <<<"$facts")" = 2 ] || not_yet \
  en "A Deployment of the system is gone; applying system.yaml brings it back. Look with: kubectl get deployments" \
  ja "システムの Deployment が足りません。system.yaml を apply すると戻ります。確認: kubectl get deployments"

[ "$(jq .apart <<<"$facts")" = 0 ] || not_yet \
  en "web still asks for a second machine: undo the last rollout first. Look for a Pending Pod with: kubectl get pods" \
  ja "web はまだ 2 台目のマシンを要求しています。先に undo で取り下げます。Pending の Pod を確認: kubectl get pods"

[ "$(jq .replaced <<<"$facts")" -ge 1 ] || not_yet \
  en "The Pod of redis has not been killed yet. Compare names and AGE with: kubectl get pods" \
  ja "redis の Pod はまだ止められていません。名前と AGE を確認: kubectl get pods"

[ "$(jq .ready <<<"$facts")" -ge 1 ] || not_yet \
  en "The Pod of redis was killed; the new one is not ready yet. Look at READY with: kubectl get pods" \
  ja "redis の Pod が止められました。新しい Pod の準備を待っています。READY を確認: kubectl get pods"

curl -sS --fail-early --fail --max-time 4 'http://node:30080/?[1-4]' || not_yet \
  en "redis is back; the app does not answer well yet. Look with: kubectl logs deployment/web" \
  ja "redis は戻りましたが、アプリはまだ正しく答えていません。確認: kubectl logs deployment/web"
