#!/bin/bash
# Passed when the ConfigMap hello names a node of this cluster.
read_from() { kubectl --request-timeout=10s -n default get "$@"; }

no_answer() {
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
}

hello=$(read_from configmap hello --ignore-not-found -o json) || no_answer
[ -n "$hello" ] || not_yet \
  en "There is no ConfigMap named hello yet. Look with: kubectl get configmaps" \
  ja "hello という ConfigMap がまだありません。確認: kubectl get configmaps"

written=$(jq -r '.data.node // ""' <<<"$hello")
[ -n "$written" ] || not_yet \
  en "The ConfigMap hello has no entry named node. Look with: kubectl describe configmap hello" \
  ja "ConfigMap hello に node という項目がありません。確認: kubectl describe configmap hello"

nodes=$(read_from nodes -o name) || no_answer
grep -qxF -e "node/${written#node/}" <<<"$nodes" || not_yet \
  en "hello says \"${written:0:40}\", and no node has that name. Look with: kubectl get nodes" \
  ja "hello には「${written:0:40}」と書かれていますが、その名前のノードはありません。確認: kubectl get nodes"

echo "hello: $written"
