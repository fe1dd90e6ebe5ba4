#!/bin/bash
# Makes the archive of classes that Kafka's programs load, while the image is built: runs a broker and the commands once, notes the classes,
# and lays them down as Java has them in memory. Argument: the archive's path.
set -euo pipefail
archive=$1
bin=/opt/kafka/bin
work=$(mktemp -d)

# The build may share the host's network: two ports of it that nobody listens on.
until port=$((20000 + RANDOM % 20000)) && ! (: < /dev/tcp/127.0.0.1/$port) 2> /dev/null && ! (: < /dev/tcp/127.0.0.1/$((port + 1))) 2> /dev/null; do :; done
cat > "$work/server.properties" <<END
process.roles=broker,controller
node.id=0
controller.quorum.voters=0@127.0.0.1:$((port + 1))
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
controller.listener.names=CONTROLLER
log.dirs=$work/data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
END

# Options with which a program notes its classes.
noting() { echo "-Xshare:off -XX:DumpLoadedClassList=$work/$1.classes"; }

KAFKA_OPTS=$(noting storage) $bin/kafka-storage.sh format --cluster-id "$($bin/kafka-storage.sh random-uuid)" --config "$work/server.properties" > /dev/null
KAFKA_OPTS=$(noting server) $bin/kafka-server-start.sh "$work/server.properties" > "$work/server.log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null || true; wait $server || true; tail -n 40 "$work/server.log"' EXIT
to=(--bootstrap-server "127.0.0.1:$port")
KAFKA_OPTS=$(noting topics) $bin/kafka-topics.sh "${to[@]}" --create --topic trial --partitions 2
KAFKA_OPTS=$(noting describe) $bin/kafka-topics.sh "${to[@]}" --describe
echo hello | KAFKA_OPTS=$(noting producer) $bin/kafka-console-producer.sh "${to[@]}" --topic trial
KAFKA_OPTS=$(noting consumer) $bin/kafka-console-consumer.sh "${to[@]}" --topic trial --group trial --from-beginning --max-messages 1 --timeout-ms 60000
KAFKA_OPTS=$(noting groups) $bin/kafka-consumer-groups.sh "${to[@]}" --describe --group trial
kill $server
wait $server || true
trap - EXIT

# Numbers of classes are of one run only, and what is not of the class path cannot be laid down.
cat "$work"/*.classes | grep -v ' source: ' | sed -E 's/ id: [0-9]+$//' | LC_ALL=C sort -u > "$work/classes"
jars=$(printf '%s:' /opt/kafka/libs/*.jar)
java -Xshare:dump -XX:+UseG1GC -Xmx256m -Xlog:cds=off -XX:SharedClassListFile="$work/classes" -XX:SharedArchiveFile="$archive" -cp "${jars%:}" > "$work/dump.log" 2>&1 || { tail -n 40 "$work/dump.log"; exit 1; }
# Fails where the archive cannot be used as the programs use it.
java -Xshare:on -XX:+UseSerialGC -XX:SharedArchiveFile="$archive" -Xmx128m -cp "${jars%:}" -version
rm -rf "$work"
