#!/bin/bash
# Passed when at least two Pods are ready and every answer comes from version 2.
seen=$(kubectl --request-timeout=10s -n default get deployments -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  [.items[] | select(.metadata.name == "web")] as $web
  | {deployment: ($web | length), ready: ($web[0].status.readyReplicas // 0), all: ($web[0].status.replicas // 0), updated: ($web[0].status.updatedReplicas // 0), recreates: ($web[0].spec.strategy.type == "Recreate")}' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "The Deployment web is gone; applying system.yaml brings it back. Look with: kubectl get deployments" \
  ja "Deployment web がありません。system.yaml を apply すると戻ります。確認: kubectl get deployments"

[ "$(jq .recreates <<<"$facts")" = false ] || not_yet \
  en "The Deployment web stops all Pods before it starts new ones (Recreate). Look at StrategyType with: kubectl describe deployment web" \
  ja "Deployment web は、古い Pod をすべて止めてから新しい Pod を起動する設定（Recreate）です。StrategyType を確認: kubectl describe deployment web"

answers=$(curl -sS --fail-early --fail --max-time 4 'http://node:30080/?[1-8]') || not_yet \
  en "The app at http://node:30080/ does not answer well right now. Look with: kubectl get pods; kubectl get services" \
  ja "http://node:30080/ のアプリが正しく答えていません。確認: kubectl get pods、kubectl get services"

others=$(grep -v '(version 2,' <<<"$answers" | sed -n 's/.*(version \([^,]*\),.*/\1/p' | head -n 1)
[ -z "$others" ] || not_yet \
  en "Version $others still answers. When version 2 is released, wait for it with: kubectl rollout status deployment/web" \
  ja "まだバージョン $others が答えています。バージョン 2 をリリースしたら、完了を待ちます: kubectl rollout status deployment/web"

if [ "$(jq .ready <<<"$facts")" -lt 2 ] || [ "$(jq '.all != .updated' <<<"$facts")" = true ]; then
  not_yet \
    en "Version 2 answers, but the release is not through: two Pods have to be ready. Look with: kubectl rollout status deployment/web" \
    ja "バージョン 2 が答えていますが、リリースはまだ途中です（Pod が 2 つ必要）。確認: kubectl rollout status deployment/web"
fi

head -n 2 <<<"$answers"
