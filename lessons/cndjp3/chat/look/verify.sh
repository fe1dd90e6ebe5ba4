#!/bin/bash
# Passed when the namespace kafka is there and can be used.
phase=$(kubectl --request-timeout=10s get namespace kafka --ignore-not-found -o jsonpath='{.status.phase}') ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"

[ -n "$phase" ] || not_yet \
  en "There is no namespace kafka yet. Look with: kubectl get namespaces" \
  ja "kafka という名前空間がまだありません。確認: kubectl get namespaces"

[ "$phase" = Active ] || not_yet \
  en "The namespace kafka is being deleted; make it again when it is gone. Look at STATUS with: kubectl get namespaces" \
  ja "名前空間 kafka は削除中です。消えてから作り直してください。STATUS を確認: kubectl get namespaces"

echo "namespace kafka: $phase"
