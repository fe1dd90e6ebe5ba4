#!/bin/bash
# Passed when a Pod of the Deployment web answers on the node's port 30080, by whatever Service.
read_from() { kubectl --request-timeout=10s -n default get "$@" -o json; }

no_answer() {
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
}

services=$(read_from services) || no_answer
service=$(jq -r '[.items[] | select(any(.spec.ports[]?; .nodePort == 30080)) | .metadata.name][0] // ""' <<<"$services")
[ -n "$service" ] || not_yet \
  en "No Service uses the node port 30080 yet. Look at PORT(S) with: kubectl get services" \
  ja "ノードのポート 30080 を使う Service がまだありません。PORT(S) の欄を確認: kubectl get services"

slices=$(read_from endpointslices -l "kubernetes.io/service-name=$service") || no_answer
ready=$(jq '[.items[].endpoints[]? | select(.conditions.ready != false)] | length' <<<"$slices")
[ "$ready" -ge 1 ] || not_yet \
  en "The Service $service finds no ready Pod. Compare Selector with the Pods' labels: kubectl describe service $service; kubectl get pods --show-labels" \
  ja "Service $service から、準備のできた Pod が見つかりません。Selector とラベルを比べてください: kubectl describe service $service、kubectl get pods --show-labels"

# A Service is known to the node a moment after it was made.
answer=$(curl -sS --max-time 3 --retry 2 --retry-delay 1 --retry-connrefused http://node:30080/) || not_yet \
  en "http://node:30080/ does not answer. The app listens on 8080; look at TargetPort with: kubectl describe service $service" \
  ja "http://node:30080/ が応答しません。アプリのポートは 8080 です。TargetPort を確認: kubectl describe service $service"

pods=$(read_from pods -l app=web) || no_answer
jq -e --arg answer "$answer" 'any(.items[].metadata.name; . as $name | $answer | contains($name))' <<<"$pods" >/dev/null || not_yet \
  en "Something answers on port 30080, and it is not a Pod of web. Look with: kubectl describe service $service" \
  ja "ポート 30080 は応答していますが、web の Pod ではありません。確認: kubectl describe service $service"

echo "$answer"
