#!/bin/bash
# Passed when publish has two Pods, one was taken away in spite of a budget, and the budget lets one of them go.
# Scaling and releases make their Pods in the moment in which they change the ReplicaSet: a Pod that is younger than the ReplicaSet's last change stands in for one that was taken away.
seen=$(kubectl --request-timeout=10s -n kafka get deployments,replicasets,pods,poddisruptionbudgets -o json --show-managed-fields) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def changed: [.metadata.managedFields[]? | select(.subresource == null).time | fromdateiso8601] | max // infinite;
  def made: .metadata.creationTimestamp | fromdateiso8601;
  [.items[] | select(.kind == "Deployment" and .metadata.name == "publish")] as $publish
  | ([.items[] | select(.kind == "ReplicaSet") | owned([$publish[].metadata.uid]) | {(.metadata.uid): changed}] | add // {}) as $changed
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($changed | keys)] as $pods
  | [.items[] | select(.kind == "PodDisruptionBudget" and .spec.selector.matchLabels.app == "publish")] as $budgets
  | ([$budgets[] | made] | min // infinite) as $since
  | {
      wanted: ($publish[0].spec.replicas // 0),
      ready: ([$pods[] | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length),
      budgets: ($budgets | length),
      allowed: ([$budgets[].status.disruptionsAllowed // 0] | min // 0),
      replaced: ([$pods[] | select(made - $changed[.metadata.ownerReferences[0].uid] >= 3 and made > $since)] | length)
    }' <<<"$seen") || exit 3
wanted=$(jq .wanted <<<"$facts")
ready=$(jq .ready <<<"$facts")

[ "$wanted" -ge 2 ] || not_yet \
  en "publish asks for $wanted Pod(s); with less than two there is nothing to spare. Look with: kubectl get deployment publish -n kafka" \
  ja "publish の Pod 数は $wanted です。2 つはないと、取り除く余裕がありません。確認: kubectl get deployment publish -n kafka"

[ "$(jq .budgets <<<"$facts")" -ge 1 ] || not_yet \
  en "No PodDisruptionBudget is about the Pods with app=publish. Look with: kubectl get poddisruptionbudgets -n kafka -o wide" \
  ja "app=publish の Pod を対象にした PodDisruptionBudget がありません。確認: kubectl get poddisruptionbudgets -n kafka -o wide"

[ "$(jq .replaced <<<"$facts")" -ge 1 ] || not_yet \
  en "Since there is a budget, no Pod of publish has been taken away. Compare AGE with: kubectl get pods -n kafka -l app=publish" \
  ja "予算ができてから、publish の Pod はまだ 1 つも取り除かれていません。AGE を確認: kubectl get pods -n kafka -l app=publish"

[ "$ready" -ge 2 ] || not_yet \
  en "$ready of $wanted Pods of publish are ready. Look with: kubectl get pods -n kafka -l app=publish" \
  ja "準備ができた publish の Pod は $wanted 個のうち $ready 個です。確認: kubectl get pods -n kafka -l app=publish"

[ "$(jq .allowed <<<"$facts")" -ge 1 ] || not_yet \
  en "The budget lets no Pod go (minAvailable). Look at ALLOWED DISRUPTIONS: kubectl get poddisruptionbudgets -n kafka" \
  ja "この予算では Pod を 1 つも取り除けません。ALLOWED DISRUPTIONS を確認: kubectl get poddisruptionbudgets -n kafka"

echo "$ready Pods of publish are ready, and one of them may go"
