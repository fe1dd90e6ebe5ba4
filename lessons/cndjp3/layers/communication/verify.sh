#!/bin/bash
# Passed when the Service redis was made anew, while the Deployment behind it was not, and the app finds Redis again.
seen=$(kubectl --request-timeout=10s -n default get deployments,services,endpointslices -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def made: .metadata.creationTimestamp | fromdateiso8601;
  [.items[] | select(.metadata.name == "redis")] as $redis
  | [$redis[] | select(.kind == "Service")] as $service
  | [$redis[] | select(.kind == "Deployment")] as $deployment
  | {
      deployment: ($deployment | length),
      service: ($service | length),
      later: (if ($service | length) == 1 and ($deployment | length) == 1 then ($service[0] | made) - ($deployment[0] | made) else 0 end),
      behind: ([.items[] | select(.kind == "EndpointSlice" and .metadata.labels["kubernetes.io/service-name"] == "redis").endpoints[]? | select(.conditions.ready)] | length)
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "The Deployment redis is gone; only its Service should go. Apply system.yaml, then look with: kubectl get deployments" \
  ja "Deployment redis がありません。消すのは Service だけです。system.yaml を apply してください。確認: kubectl get deployments"

[ "$(jq .service <<<"$facts")" = 1 ] || not_yet \
  en "There is no Service redis now. When you have seen T2, apply system.yaml. Look with: kubectl get services" \
  ja "いまは Service redis がありません。T2 の様子を見たら、system.yaml を apply します。確認: kubectl get services"

[ "$(jq .later <<<"$facts")" -ge 10 ] || not_yet \
  en "The Service redis is as old as the system: it has not been taken away yet. Compare AGE with: kubectl get services" \
  ja "Service redis は最初からあるもので、まだ一度も消されていません。AGE を確認: kubectl get services"

[ "$(jq .behind <<<"$facts")" -ge 1 ] || not_yet \
  en "The Service redis is back, but no Pod is behind it. Look at ENDPOINTS with: kubectl get endpointslices" \
  ja "Service redis は戻りましたが、後ろに Pod がいません。ENDPOINTS を確認: kubectl get endpointslices"

curl -sS --fail-early --fail --max-time 4 'http://node:30080/?[1-4]' || not_yet \
  en "The Service redis is back; the app does not answer well yet. Look with: kubectl logs deployment/web" \
  ja "Service redis は戻りましたが、アプリはまだ正しく答えていません。確認: kubectl logs deployment/web"
