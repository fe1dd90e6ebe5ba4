#!/bin/bash
# What has to be so before the window is opened: no volumes, three copies, the leader's word, and somebody who kills.
seen=$(kubectl --request-timeout=10s -n kafka get statefulsets,deployments -o json) || not_yet en "The cluster does not answer right now."
jq -e '.items[] | select(.kind == "StatefulSet" and .metadata.name == "kafka").spec | (.volumeClaimTemplates // [] | length) == 0' <<<"$seen" >/dev/null ||
  not_yet en "There are no brokers without volumes."
jq -e '.items[] | select(.kind == "Deployment" and .metadata.name == "publish") | .status.availableReplicas == 1 and any(.spec.template.spec.containers[0].env[]; .name == "ACKS" and .value == "1")' <<<"$seen" >/dev/null ||
  not_yet en "No publish server with ACKS=1 is ready."
jq -e '.items[] | select(.kind == "Deployment" and .metadata.name == "chaoskube").status.availableReplicas == 1' <<<"$seen" >/dev/null ||
  not_yet en "chaoskube is not running, so nobody would be killed."
copies=$(timeout 20 kcat -b node:30090,node:30091,node:30092 -m 10 -L -J -t chatroom 2>/dev/null | jq -c '[.topics[] | select(.topic == "chatroom").partitions[]?.replicas | length] | unique')
[ "$copies" = '[3]' ] || not_yet en "The topic chatroom has not three copies of each partition, but ${copies:-none}."
curl -sf --max-time 12 http://node:30192/api/topics/chatroom >/dev/null || not_yet en "The publish server does not know the new topic yet."
echo "ready for the window"
