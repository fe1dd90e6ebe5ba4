#!/bin/bash
# Passed when web has answered somebody while Redis was away, and Redis is back. The Pods' own records say whether they have.
seen=$(kubectl --request-timeout=10s -n default get deployments,replicasets,pods -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
# Only Pods that stay are asked: the record of one on its way out can go between two questions.
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  [.items[] | select(.kind == "Deployment" and .metadata.name == "web")] as $web
  | [.items[] | select(.kind == "ReplicaSet") | owned([$web[].metadata.uid]).metadata.uid] as $sets
  | {
      deployment: ($web | length),
      set: ([$web[].spec.template.spec.containers[]?.env[]? | select(.name == "WITHOUT_REDIS" and .value == "answer")] | length),
      ready: ($web[0].status.readyReplicas // 0),
      through: ($web[0] | .status.observedGeneration == .metadata.generation and .status.updatedReplicas == .status.replicas and .status.readyReplicas == .status.replicas),
      pods: [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($sets).metadata.name]
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "The Deployment web is gone; applying system.yaml brings it back. Look with: kubectl get deployments" \
  ja "Deployment web がありません。system.yaml を apply すると戻ります。確認: kubectl get deployments"

[ "$(jq .set <<<"$facts")" -ge 1 ] || not_yet \
  en "web still needs Redis for every answer. Look for WITHOUT_REDIS with: kubectl describe deployment web" \
  ja "web は、まだ答えるたびに Redis を必要とします。WITHOUT_REDIS を確認: kubectl describe deployment web"

if [ "$(jq .ready <<<"$facts")" -lt 2 ] || [ "$(jq .through <<<"$facts")" != true ]; then
  not_yet \
    en "The new setting is not in both Pods yet. Look with: kubectl rollout status deployment/web" \
    ja "新しい設定は、まだ両方の Pod に行き渡っていません。確認: kubectl rollout status deployment/web"
fi

readarray -t pods < <(jq -r '.pods[] | "pod/" + .' <<<"$facts")
records=
for pod in "${pods[@]}"; do
  records+=$(kubectl --request-timeout=10s -n default logs "$pod" --tail=2000) ||
    not_yet en "The record of $pod cannot be read right now. Look with: kubectl get pods" ja "$pod の記録をいまは読めません。確認: kubectl get pods"
done
grep -q 'answered without Redis' <<<"$records" || not_yet \
  en "No Pod of web has had to answer without Redis yet: kill redis while T2 asks. Look with: kubectl logs deployment/web" \
  ja "web が Redis なしで答えたことは、まだありません。T2 を動かしながら redis を止めます。確認: kubectl logs deployment/web"

answers=$(curl -sS --fail-early --fail --max-time 4 'http://node:30080/?[1-4]') || not_yet \
  en "The app at http://node:30080/ does not answer well right now. Look with: kubectl get pods; kubectl get services" \
  ja "http://node:30080/ のアプリが正しく答えていません。確認: kubectl get pods、kubectl get services"

grep -q 'visit [0-9]' <<<"$answers" || not_yet \
  en "web answers without Redis; now Redis has to come back. Look with: kubectl get pods -l app=redis" \
  ja "web は Redis なしで答えています。あとは Redis が戻るのを待つだけです。確認: kubectl get pods -l app=redis"

printf '%s\n' "$answers"
