#!/bin/bash
# Passed when a version of web with a readiness probe has replaced all others on three Pods, and they answer every request.
deployment=$(kubectl --request-timeout=10s -n default get deployment web --ignore-not-found -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

[ -n "$deployment" ] || not_yet \
  en "There is no Deployment named web: step 2 makes it. Look with: kubectl get deployments" \
  ja "web という Deployment がありません。ステップ 2 で作ります。確認: kubectl get deployments"

[ "$(jq 'any(.spec.template.spec.containers[]; .readinessProbe != null)' <<<"$deployment")" = true ] || not_yet \
  en "The Deployment web has no readiness probe. Look for Readiness with: kubectl describe deployment web" \
  ja "Deployment web に readiness probe がありません。Readiness の行を確認: kubectl describe deployment web"

wanted=$(jq '.spec.replicas' <<<"$deployment")
[ "$wanted" -ge 3 ] || not_yet \
  en "The Deployment web asks for $wanted Pod(s), not for three. Look at READY with: kubectl get deployment web" \
  ja "Deployment web の Pod 数は $wanted です（3 が必要）。READY の欄を確認: kubectl get deployment web"

updated=$(jq 'if .status.observedGeneration == .metadata.generation then [.status.updatedReplicas, .status.availableReplicas] | map(. // 0) | min else 0 end' <<<"$deployment")
old=$(jq '(.status.replicas // 0) - (.status.updatedReplicas // 0)' <<<"$deployment")
[ "$((updated >= wanted && old == 0))" = 1 ] || not_yet \
  en "The release is not through: the old Pods are not replaced yet. Look with: kubectl rollout status deployment/web --timeout=5s; kubectl get pods" \
  ja "リリースはまだ終わっていません（古い Pod が残っています）。確認: kubectl rollout status deployment/web --timeout=5s、kubectl get pods"

answers=$(curl -sS --fail-early --fail --max-time 2 'http://node:30080/?[1-12]') || not_yet \
  en "Not every request to http://node:30080/ was answered just now. Look with: kubectl get pods; kubectl get services" \
  ja "http://node:30080/ へのリクエストに、応答のないものがありました。確認: kubectl get pods、kubectl get services"

echo "$wanted Pods of the new version answer: $(head -n 1 <<<"$answers")"
