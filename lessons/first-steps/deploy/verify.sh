#!/bin/bash
# Passed when the Deployment web runs tatami/web:1 and at least one of its Pods can be used.
deployment=$(kubectl --request-timeout=10s -n default get deployment web --ignore-not-found -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

[ -n "$deployment" ] || not_yet \
  en "There is no Deployment named web in the namespace default yet. Look with: kubectl get deployments" \
  ja "web という Deployment がまだありません（名前空間は default）。確認: kubectl get deployments"

image=$(jq -r '.spec.template.spec.containers[0].image' <<<"$deployment")
[ "${image#docker.io/}" = tatami/web:1 ] || not_yet \
  en "The Deployment web uses the image ${image:0:60}; this step needs tatami/web:1. Look with: kubectl get deployment web -o wide" \
  ja "Deployment web のイメージは ${image:0:60} です。ここでは tatami/web:1 を使います。確認: kubectl get deployment web -o wide"

available=$(jq 'if .status.observedGeneration == .metadata.generation then .status.availableReplicas // 0 else 0 end' <<<"$deployment")
[ "$available" -ge 1 ] || not_yet \
  en "The Deployment web is there, and none of its Pods is ready yet. Look with: kubectl get pods" \
  ja "Deployment web はありますが、準備のできた Pod がまだありません。確認: kubectl get pods"

echo "web: $image, $available ready"
