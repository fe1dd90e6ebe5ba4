#!/bin/bash
# Passed when publish keeps its sessions in its memory, was released once more in that state (the last two revisions are such), and does not know the visitor.
seen=$(kubectl --request-timeout=10s -n kafka get deployments,replicasets,pods,configmaps -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  def inMemory: any(.spec.template.spec.containers[].env[]?; .name == "SESSIONS" and .value == "memory");
  [.items[] | select(.kind == "Deployment" and .metadata.name == "publish")] as $publish
  | ([.items[] | select(.kind == "ReplicaSet") | owned([$publish[].metadata.uid])] | sort_by(.metadata.annotations["deployment.kubernetes.io/revision"] // "0" | tonumber)) as $latest
  | [$latest[].metadata.uid] as $sets
  | {
      deployment: ($publish | length),
      inMemory: ([$publish[] | select(inMemory)] | length),
      through: ([$publish[] | .metadata.generation as $asked | .status | select(.observedGeneration == $asked and .replicas >= 1 and .updatedReplicas == .replicas and .readyReplicas == .replicas)] | length),
      releases: ($latest[-2:] | map(select(inMemory)) | length),
      pods: [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($sets).metadata.name],
      cookie: ([.items[] | select(.kind == "ConfigMap" and .metadata.name == "visitor").data.cookie][0] // "")
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "There is no Deployment publish in the namespace kafka; chat.yaml has it. Look with: kubectl get deployments -n kafka" \
  ja "名前空間 kafka に Deployment publish がありません（chat.yaml にあります）。確認: kubectl get deployments -n kafka"

[ "$(jq .inMemory <<<"$facts")" = 1 ] || not_yet \
  en "publish keeps its sessions in Redis. Look for SESSIONS with: kubectl describe deployment publish -n kafka" \
  ja "publish はセッションを Redis に置いています。SESSIONS を確認: kubectl describe deployment publish -n kafka"

[ "$(jq .through <<<"$facts")" = 1 ] || not_yet \
  en "The release of publish is not through yet. Look with: kubectl rollout status deployment/publish -n kafka" \
  ja "publish のリリースはまだ終わっていません。確認: kubectl rollout status deployment/publish -n kafka"

[ "$(jq .releases <<<"$facts")" -ge 2 ] || not_yet \
  en "Sessions are in publish's memory now; nothing has been released since. Look with: kubectl rollout history deployment/publish -n kafka" \
  ja "セッションは publish のメモリにあります。そのあとのリリースがまだです。確認: kubectl rollout history deployment/publish -n kafka"

# A Pod on its way out goes on taking requests for two seconds, and what it remembers says nothing about this release; the node may send requests to it a
# moment longer than it takes any. Only a Pod that stays is listened to. The cookie is a header, because curl's --cookie takes a text without = for a file.
for _ in 1 2 3 4 5 6; do
  answer=$(curl -s -w '\n%{http_code} %header{x-pod}' --max-time 5 --header "Cookie: $(jq -r .cookie <<<"$facts")" http://node:30192/api/sessions/me)
  read -r status pod <<<"$(tail -n 1 <<<"$answer")"
  if jq -e --arg pod "$pod" '.pods | index($pod)' <<<"$facts" >/dev/null; then break; fi
  [ "$status" = 000 ] || status=old
  sleep 1
done
case "$status" in
401) ;;
old) not_yet \
  en "The old Pods of publish still answer now and then. Wait until they are gone. Look with: kubectl get pods -n kafka" \
  ja "publish の古い Pod がまだ応答することがあります。消えるまで待ってください。確認: kubectl get pods -n kafka" ;;
*) not_yet \
  en "The visitor should be unknown now (HTTP 401), but publish answers $status. Look with: kubectl logs deployment/publish -n kafka" \
  ja "見学者を知らないはず（HTTP 401）ですが、publish の答えは $status です。確認: kubectl logs deployment/publish -n kafka" ;;
esac

echo "publish was released with its sessions in memory, and does not know the visitor any more"
