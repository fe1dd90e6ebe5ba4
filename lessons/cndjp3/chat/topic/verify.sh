#!/bin/bash
# Passed when the topic chatroom has 12 partitions with three copies each, all of them in sync, and min.insync.replicas is 2.
seen=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t chatroom 2>/dev/null)
[ -n "$seen" ] || not_yet \
  en "No broker answers. Look with: kubectl get pods -n kafka" \
  ja "どのブローカーも応答していません。確認: kubectl get pods -n kafka"

facts=$(jq -c '[.topics[] | select(.topic == "chatroom") | .partitions[]?] | {
    partitions: length,
    copies: ([.[].replicas | length] | min // 0),
    behind: [.[] | select((.isrs | length) < (.replicas | length))] | length
  }' <<<"$seen") || exit 3
fact() { jq -r ".$1" <<<"$facts"; }

[ "$(fact partitions)" -gt 0 ] || not_yet \
  en "There is no topic chatroom yet. Look with: kcat -b node:30090 -L" \
  ja "chatroom というトピックがまだありません。確認: kcat -b node:30090 -L"

[ "$(fact partitions)" = 12 ] || not_yet \
  en "The topic chatroom has $(fact partitions) partitions; this step needs 12. Look with: kcat -b node:30090 -L -t chatroom" \
  ja "トピック chatroom のパーティションは $(fact partitions) です（12 が必要）。確認: kcat -b node:30090 -L -t chatroom"

[ "$(fact copies)" = 3 ] || not_yet \
  en "A partition of chatroom has $(fact copies) copies, not three. Look at replicas with: kcat -b node:30090 -L -t chatroom" \
  ja "chatroom のコピーの数が $(fact copies) です（3 が必要）。replicas を確認: kcat -b node:30090 -L -t chatroom"

[ "$(fact behind)" = 0 ] || not_yet \
  en "$(fact behind) partitions do not have all three copies in sync. Look at isrs with: kcat -b node:30090 -L -t chatroom" \
  ja "$(fact behind) 個のパーティションで、コピーがそろっていません。isrs を確認: kcat -b node:30090 -L -t chatroom"

# kcat does not show a topic's settings, and a check may run nothing in a Pod: so it asks in Kafka's own words (DescribeConfigs, version 1).
# To a broker's port goes its length 51, what is asked (32, 1), a number, no name, and one resource: topic (2) chatroom, one setting.
setting() {
  timeout 5 bash -c '
    exec 3<>"/dev/tcp/node/$1" || exit
    printf "\0\0\0\63\0\40\0\1\0\0\0\1\377\377\0\0\0\1\2\0\10chatroom\0\0\0\1\0\23min.insync.replicas\0" >&3
    length=$(head -c 4 <&3 | od -An -tx1 | tr -d " ")
    head -c "$((16#$length))" <&3 | tr -cs "[:print:]" "\n" | grep -x -A 1 min.insync.replicas | tail -n 1' bash "$1" 2>/dev/null
}
for port in 30090 30091 30092; do
  needed=$(setting $port)
  if [ -n "$needed" ]; then break; fi
done
[ -n "$needed" ] || not_yet \
  en "No broker tells the settings of chatroom right now. Look with: kcat -b node:30090 -L; kubectl get pods -n kafka" \
  ja "chatroom の設定を答えるブローカーがありません。確認: kcat -b node:30090 -L、kubectl get pods -n kafka"

[ "$needed" = 2 ] || not_yet \
  en "chatroom has min.insync.replicas=${needed:0:9}, not 2. Look with: kubectl exec kafka-client -n kafka -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server broker:9092 --describe --topic chatroom" \
  ja "chatroom の min.insync.replicas が ${needed:0:9} です（2 が必要）。確認: kubectl exec kafka-client -n kafka -- /opt/kafka/bin/kafka-topics.sh --bootstrap-server broker:9092 --describe --topic chatroom"

echo "chatroom: 12 partitions, three copies each, all in sync, and two needed"
