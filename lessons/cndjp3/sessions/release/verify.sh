#!/bin/bash
# Passed when publish runs version 2, still knows the visitor who logged in before that, and somebody has written since.
seen=$(kubectl --request-timeout=10s -n kafka get deployments,replicasets,pods,configmaps -o json) ||
  not_yet en "The cluster does not answer right now. Look with: kubectl get nodes" ja "クラスターが応答していません。確認: kubectl get nodes"
facts=$(jq -c '
  def owned($uids): select(any(.metadata.ownerReferences[]?; .uid as $uid | $uids | index($uid)));
  [.items[] | select(.kind == "Deployment" and .metadata.name == "publish")] as $publish
  | [.items[] | select(.kind == "ReplicaSet") | owned([$publish[].metadata.uid]).metadata.uid] as $sets
  | [.items[] | select(.kind == "Pod" and .metadata.deletionTimestamp == null) | owned($sets)] as $pods
  | {
      deployment: ($publish | length),
      image: ([$publish[].spec.template.spec.containers[].image][0] // ""),
      through: ([$publish[] | .metadata.generation as $asked | .status | select(.observedGeneration == $asked and .replicas >= 1 and .updatedReplicas == .replicas and .readyReplicas == .replicas)] | length),
      since: ([$pods[].metadata.creationTimestamp | fromdateiso8601] | min // 0),
      pods: [$pods[].metadata.name],
      cookie: ([.items[] | select(.kind == "ConfigMap" and .metadata.name == "visitor").data.cookie][0] // "")
    }' <<<"$seen") || exit 3

[ "$(jq .deployment <<<"$facts")" = 1 ] || not_yet \
  en "There is no Deployment publish in the namespace kafka; chat.yaml has it. Look with: kubectl get deployments -n kafka" \
  ja "名前空間 kafka に Deployment publish がありません（chat.yaml にあります）。確認: kubectl get deployments -n kafka"

image=$(jq -r .image <<<"$facts")
[ "$image" = tatami/chat:2 ] || not_yet \
  en "publish runs the image $image, not tatami/chat:2. Look for Image with: kubectl describe deployment publish -n kafka" \
  ja "publish のイメージは $image で、tatami/chat:2 ではありません。Image を確認: kubectl describe deployment publish -n kafka"

[ "$(jq .through <<<"$facts")" = 1 ] || not_yet \
  en "The release of publish is not through yet. Look with: kubectl rollout status deployment/publish -n kafka" \
  ja "publish のリリースはまだ終わっていません。確認: kubectl rollout status deployment/publish -n kafka"

# A Pod on its way out goes on taking requests for two seconds, and what it remembers says nothing about this release; the node may send requests to it a
# moment longer than it takes any. Only a Pod that stays is listened to. The cookie is a header, because curl's --cookie takes a text without = for a file.
for _ in 1 2 3 4 5 6; do
  answer=$(curl -s -w '\n%{http_code} %header{x-pod}' --max-time 5 --header "Cookie: $(jq -r .cookie <<<"$facts")" http://node:30192/api/sessions/me)
  read -r status pod <<<"$(tail -n 1 <<<"$answer")"
  if jq -e --arg pod "$pod" '.pods | index($pod)' <<<"$facts" >/dev/null; then break; fi
  [ "$status" = 000 ] || status=old
  sleep 1
done
case "$status" in
200) ;;
old) not_yet \
  en "The old Pods of publish still answer now and then. Wait until they are gone. Look with: kubectl get pods -n kafka" \
  ja "publish の古い Pod がまだ応答することがあります。消えるまで待ってください。確認: kubectl get pods -n kafka" ;;
401) not_yet \
  en "publish does not know the visitor of the lesson's beginning any more. See where sessions are: kubectl describe deployment publish -n kafka" \
  ja "publish は、レッスンの始まりにログインした見学者をもう知りません。SESSIONS を確認: kubectl describe deployment publish -n kafka" ;;
*) not_yet \
  en "The publish server at http://node:30192/ does not answer well right now. Look with: kubectl get pods -n kafka" \
  ja "publish サーバー（http://node:30192/）が正しく答えていません。確認: kubectl get pods -n kafka" ;;
esac

loggedIn=$(jq -Rr 'fromjson? | .since // empty | sub("\\.[0-9]+Z$"; "Z") | fromdateiso8601' <<<"$answer" | head -n 1)
[ "${loggedIn:-0}" -lt "$(jq .since <<<"$facts")" ] || not_yet \
  en "The visitor logged in after this release, so nothing is proven: release once more. Compare AGE with: kubectl get pods -n kafka" \
  ja "見学者はこのリリースのあとでログインしたので、確かめられません。もう一度リリースしてください。AGE を確認: kubectl get pods -n kafka"

messages=$(timeout 30 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o beginning -e -q -f '%T %h\n' 2>/dev/null) || not_yet \
  en "The topic chatroom could not be read to its end just now. Look with: kubectl get pods -n kafka" \
  ja "トピック chatroom を最後まで読めませんでした。確認: kubectl get pods -n kafka"

# When each was written (milliseconds since 1970), and by whom.
written=$(sed -n 's/^\([0-9]*\) from=\([^,]*\).*/\1 \2/p' <<<"$messages" |
  awk -v since="$(jq .since <<<"$facts")" '$1 >= since * 1000 { sub(/^[0-9]+ /, ""); print }' | grep -vx anonymous | sort -u)
[ -n "$written" ] || not_yet \
  en "Version 2 is there and knows the visitor. Nobody has written since: write in T2 once more. Look with: kubectl logs deployment/publish -n kafka" \
  ja "バージョン 2 になり、見学者も覚えています。T2 でもう一度何か書いてください。確認: kubectl logs deployment/publish -n kafka"

echo "the visitor is known to version 2, and these have written since: ${written//$'\n'/, }"
