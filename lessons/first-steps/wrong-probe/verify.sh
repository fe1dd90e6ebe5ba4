#!/bin/bash
# Passed when a new version of web waits behind a readiness probe that fails, and the old Pods still answer every request.
seen=$(kubectl --request-timeout=10s -n default get deployments,replicasets,pods,events -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def isReady: any(.status.conditions[]?; .type == "Ready" and .status == "True");
  def probed: any(.spec.containers[]; .readinessProbe != null);
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web")] as $deployments
  | [$deployments[].metadata.uid] as $deployment
  | [.items[] | select(.kind == "ReplicaSet") | owned($deployment)] as $sets
  | ($sets | max_by(.metadata.annotations["deployment.kubernetes.io/revision"] // "0" | tonumber)) as $newest
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null)] as $pods
  | [$pods[] | owned([$newest.metadata.uid])] as $new
  | [$pods[] | owned([$sets[].metadata.uid] - [$newest.metadata.uid]) | select(isReady)] as $old
  | [.items[] | select(.kind == "Event" and .reason == "Unhealthy" and (.message | startswith("Readiness probe failed"))).involvedObject.uid] as $refused
  | {
      deployment: ($deployments | length),
      probe: ([$deployments[].spec.template | select(probed)] | length),
      passing: ([$new[] | select(isReady)] | length),
      waiting: ([$new[] | select(any(.status.containerStatuses[]?; .ready == false and .state.running != null and (now - (.state.running.startedAt | fromdateiso8601)) >= 5))
                 | select(.metadata.uid as $uid | $refused | index($uid))] | length),
      old: ($old | length)
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "There is no Deployment named web: step 2 makes it. Look with: kubectl get deployments" \
  ja "web という Deployment がありません。ステップ 2 で作ります。確認: kubectl get deployments"

[ "$(jq .probe <<<"$facts")" = 1 ] || not_yet \
  en "The Deployment web has no readiness probe yet. Look for Readiness with: kubectl describe deployment web" \
  ja "Deployment web に readiness probe がまだありません。Readiness の行を確認: kubectl describe deployment web"

[ "$(jq .passing <<<"$facts")" = 0 ] || not_yet \
  en "The new Pods pass their readiness probe, so it is right; this step wants the wrong one (/redy). Look with: kubectl describe deployment web" \
  ja "新しい Pod は readiness probe に合格しています。ここでは間違った設定（/redy）を試します。確認: kubectl describe deployment web"

[ "$(jq .waiting <<<"$facts")" -ge 1 ] || not_yet \
  en "The new Pod has not failed its probe yet; it may need a few seconds. Look for READY 0/1 with: kubectl get pods" \
  ja "新しい Pod はまだ probe に失敗していません（数秒かかります）。READY が 0/1 の Pod を確認: kubectl get pods"

[ "$(jq .old <<<"$facts")" -ge 1 ] || not_yet \
  en "No Pod of the old version is ready, so nobody can answer. Look with: kubectl get pods" \
  ja "元のバージョンに準備のできた Pod がなく、応答できません。確認: kubectl get pods"

answers=$(curl -sS --fail-early --fail --max-time 2 'http://node:30080/?[1-6]') || not_yet \
  en "Not every request to http://node:30080/ was answered just now. Look with: kubectl get pods; kubectl get services" \
  ja "http://node:30080/ へのリクエストに、応答のないものがありました。確認: kubectl get pods、kubectl get services"

echo "$(jq .old <<<"$facts") old Pods answer: $(head -n 1 <<<"$answers")"
