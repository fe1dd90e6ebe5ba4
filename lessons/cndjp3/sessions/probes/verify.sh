#!/bin/bash
# Passed when sessions are in Redis, a Pod of publish has been restarted for a liveness probe, and the probe asks the right thing now.
seen=$(kubectl --request-timeout=10s -n kafka get deployments,events -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  [.items[] | select(.kind == "Deployment" and .metadata.name == "publish")] as $publish
  | {
      deployment: ($publish | length),
      inMemory: ([$publish[] | select(any(.spec.template.spec.containers[].env[]?; .name == "SESSIONS" and .value == "memory"))] | length),
      asks: ([$publish[].spec.template.spec.containers[].livenessProbe.httpGet.path // empty][0] // ""),
      restarted: ([.items[] | select(.kind == "Event" and .reason == "Killing" and (.involvedObject.name | startswith("publish-")) and (.message | test("failed liveness probe")))] | length),
      through: ([$publish[] | .metadata.generation as $asked | .status | select(.observedGeneration == $asked and .replicas >= 1 and .updatedReplicas == .replicas and .readyReplicas == .replicas)] | length)
    }' <<<"$seen") || exit 3
asks=$(jq -r .asks <<<"$facts")

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "There is no Deployment publish in the namespace kafka; chat.yaml has it. Look with: kubectl get deployments -n kafka" \
  ja "名前空間 kafka に Deployment publish がありません（chat.yaml にあります）。確認: kubectl get deployments -n kafka"

[ "$(jq .inMemory <<<"$facts")" = 0 ] || not_yet \
  en "publish still keeps its sessions in its memory. Look for SESSIONS with: kubectl describe deployment publish -n kafka" \
  ja "publish はまだセッションを自分のメモリに置いています。SESSIONS を確認: kubectl describe deployment publish -n kafka"

[ "$(jq .restarted <<<"$facts")" -ge 1 ] || not_yet \
  en "No Pod of publish has been restarted for its liveness probe yet. Look at RESTARTS with: kubectl get pods -n kafka" \
  ja "liveness probe のせいで再起動した publish の Pod は、まだありません。RESTARTS を確認: kubectl get pods -n kafka"

[ "$asks" = /livez ] || not_yet \
  en "The liveness probe asks ${asks:-nothing}; it should ask /livez. Look for Liveness with: kubectl describe deployment publish -n kafka" \
  ja "liveness probe が呼ぶのは ${asks:-（なし）} です。/livez を呼ぶように直します。Liveness を確認: kubectl describe deployment publish -n kafka"

[ "$(jq .through <<<"$facts")" = 1 ] || not_yet \
  en "The right probe is not in all Pods yet. Look with: kubectl rollout status deployment/publish -n kafka" \
  ja "正しい probe が、まだすべての Pod に行き渡っていません。確認: kubectl rollout status deployment/publish -n kafka"

echo "restarted for a wrong probe, and put right: liveness asks $asks"
