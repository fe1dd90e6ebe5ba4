#!/bin/bash
# Passed when the Pod kafka-client runs, kafka-1 was replaced after it had been started, and the note holds the address that kafka-1 has now.
seen=$(kubectl --request-timeout=10s -n kafka get pods,configmaps -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def pod($name): [.items[] | select(.kind == "Pod" and .metadata.name == $name)][0];
  def ready: any(.status.conditions[]?; .type == "Ready" and .status == "True");
  pod("kafka-client") as $client | pod("kafka-1") as $broker
  | ([.items[] | select(.kind == "ConfigMap" and .metadata.name == "addresses")][0]) as $note
  | {
      client: (($client // {}) | ready),
      broker: (($broker // {}) | ready),
      replaced: ($client != null and $broker != null and ($broker.metadata.creationTimestamp > $client.metadata.creationTimestamp)),
      noted: ($note != null),
      before: ($note.data.before // ""), after: ($note.data.after // ""), now: ($broker.status.podIP // "-")
    }' <<<"$seen") || exit 3
fact() { jq -r ".$1" <<<"$facts"; }

[ "$(fact client)" = true ] || not_yet \
  en "There is no ready Pod kafka-client yet. Look with: kubectl get pods -n kafka" \
  ja "準備のできた Pod kafka-client がまだありません。確認: kubectl get pods -n kafka"

[ "$(fact replaced)" = true ] || not_yet \
  en "The broker kafka-1 has not been deleted since kafka-client runs. Compare AGE with: kubectl get pods -n kafka" \
  ja "kafka-client の起動後、ブローカー kafka-1 はまだ削除されていません。AGE を確認: kubectl get pods -n kafka"

[ "$(fact broker)" = true ] || not_yet \
  en "kafka-1 is not ready again yet. Look with: kubectl get pods -n kafka" \
  ja "kafka-1 はまだ準備ができていません。確認: kubectl get pods -n kafka"

[ "$(fact noted)" = true ] || not_yet \
  en "The two addresses are not noted yet: there is no ConfigMap addresses. Look with: kubectl get configmaps -n kafka" \
  ja "2 つのアドレスの記録（ConfigMap addresses）がまだありません。確認: kubectl get configmaps -n kafka"

after=$(fact after)
[ "$after" = "$(fact now)" ] || not_yet \
  en "The note says after=${after:0:40}, and kafka-1 has another address. Compare with: kubectl get pod kafka-1 -n kafka -o wide" \
  ja "記録は after=${after:0:40} ですが、kafka-1 のアドレスと違います。確認: kubectl get pod kafka-1 -n kafka -o wide"

before=$(fact before)
[[ $before =~ ^[0-9a-f.:]+$ && $before != "$after" ]] || not_yet \
  en "The note says before=${before:0:40}; it should be the address that kafka-1 had before. Look with: kubectl describe configmap addresses" \
  ja "記録の before=${before:0:40} は、削除前の kafka-1 のアドレスではありません。確認: kubectl describe configmap addresses"

echo "kafka-1 was $before and is $after"
