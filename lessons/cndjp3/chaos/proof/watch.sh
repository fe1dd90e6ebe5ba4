#!/bin/bash
# Tells what happens to the brokers until it is ended, one JSON object a line: a kill, a broker that is ready, the topic as it is.
# A kill is one when an Event of chaoskube names the Pod and the API server takes down the Pod with this very UID; a successor has another.
# Two open connections and a look at the topic once a second: it must not slow down what it watches.
api=/api/v1/namespaces/kafka

# What changes from now on, again when the connection ends.
changes() {
  while :; do
    now=$(kubectl --request-timeout=10s get --raw "$api/$1?limit=1" | jq -r .metadata.resourceVersion)
    kubectl get --raw "$api/$1?watch=true&resourceVersion=$now&$2"
    sleep 0.5
  done
}

events() {
  changes events 'fieldSelector=reason%3DKilling' | jq --unbuffered -c '
    select(.type == "ADDED" or .type == "MODIFIED").object
    | select(.source.component == "chaoskube" and .involvedObject.kind == "Pod").involvedObject
    | { named: { pod: .name, uid } }'
}

pods() {
  changes pods 'labelSelector=app%3Dkafka' | jq --unbuffered -c '
    select(.object.kind == "Pod")
    | (.type == "DELETED" or .object.metadata.deletionTimestamp != null) as $ending
    | { seen: { pod: .object.metadata.name, uid: .object.metadata.uid, $ending,
        ready: (($ending | not) and any(.object.status.conditions[]?; .type == "Ready" and .status == "True")) } }'
}

topic() {
  while :; do
    timeout 10 kcat -b node:30090,node:30091,node:30092 -m 5 -L -J -t chatroom 2>/dev/null | jq -c '
      [.topics[] | select(.topic == "chatroom").partitions[]]
      | select(length > 0)
      | { topic: { partitions: map({ leader: (if .leader < 0 then null else "kafka-\(.leader)" end), replicas: (.replicas | length), isr: (.isrs | length) }) } }'
    sleep 1
  done
}

{ events & pods & topic & wait; } | jq -n -c --unbuffered '
  foreach inputs as $new ({ named: {}, ending: {}, told: {}, ready: {} };
    .say = []
    | if $new.named then .named[$new.named.uid] = $new.named
      elif $new.seen.ending then .ending[$new.seen.uid] = true
      elif $new.seen.ready and (.ready[$new.seen.uid] | not) then .ready[$new.seen.uid] = true | .say = [{ ready: { pod: $new.seen.pod, uid: $new.seen.uid } }]
      elif $new.topic then .say = [$new]
      else . end
    | . as $known
    | ([$known.named[] | select($known.ending[.uid] and ($known.told[.uid] | not))]) as $killed
    | .say += [$killed[] | { kill: . }]
    | reduce $killed[] as $one (.; .told[$one.uid] = true);
    .say[])'
