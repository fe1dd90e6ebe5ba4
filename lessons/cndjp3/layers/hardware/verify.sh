#!/bin/bash
# Passed when a Pod of web waits for a second machine that does not exist, and the old Pods answer all the same.
seen=$(kubectl --request-timeout=10s -n default get deployments,replicasets,pods -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def apart: .spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution // [] | any(.topologyKey == "kubernetes.io/hostname" and .labelSelector.matchLabels.app == "web");
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web")] as $web
  | [.items[] | select(.kind == "ReplicaSet") | owned([$web[].metadata.uid]).metadata.uid] as $sets
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($sets)] as $pods
  | {
      deployment: ($web | length),
      apart: ([$web[].spec.template | select(apart)] | length),
      waiting: ([$pods[] | select(apart and any(.status.conditions[]?; .type == "PodScheduled" and .status == "False" and .reason == "Unschedulable"))] | length)
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "The Deployment web is gone; applying system.yaml brings it back. Look with: kubectl get deployments" \
  ja "Deployment web がありません。system.yaml を apply すると戻ります。確認: kubectl get deployments"

[ "$(jq .apart <<<"$facts")" = 1 ] || not_yet \
  en "The Deployment web does not ask for two machines yet: two-machines.yaml does. Look for podAntiAffinity with: kubectl get deployment web -o yaml" \
  ja "Deployment web は、まだ 2 台のマシンを要求していません（two-machines.yaml）。podAntiAffinity を確認: kubectl get deployment web -o yaml"

[ "$(jq .waiting <<<"$facts")" -ge 1 ] || not_yet \
  en "No Pod of web waits for a second machine (Pending). Look with: kubectl get pods" \
  ja "2 台目のマシンを待つ Pod（Pending）がありません。確認: kubectl get pods"

curl -sS --fail-early --fail --max-time 4 'http://node:30080/?[1-4]' || not_yet \
  en "The app at http://node:30080/ does not answer well right now. Look with: kubectl get pods; kubectl get services" \
  ja "http://node:30080/ のアプリが正しく答えていません。確認: kubectl get pods、kubectl get services"
