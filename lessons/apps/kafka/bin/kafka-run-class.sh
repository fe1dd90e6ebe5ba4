#!/bin/bash
# Starts Kafka's programs, under the names of upstream's scripts (links to this file) or by the name of a class.
# Environment, as upstream's: KAFKA_HEAP_OPTS, KAFKA_JVM_PERFORMANCE_OPTS, KAFKA_LOG4J_OPTS (logging of slf4j-simple), KAFKA_OPTS.
set -euo pipefail

folder=$(dirname "$(readlink -f "$0")")
declare -A classes=(
  [kafka-server-start.sh]=kafka.Kafka
  [kafka-storage.sh]=kafka.tools.StorageTool
  [kafka-configs.sh]=kafka.admin.ConfigCommand
  [kafka-topics.sh]=org.apache.kafka.tools.TopicCommand
  [kafka-console-producer.sh]=org.apache.kafka.tools.ConsoleProducer
  [kafka-console-consumer.sh]=org.apache.kafka.tools.consumer.ConsoleConsumer
  [kafka-consumer-groups.sh]=org.apache.kafka.tools.consumer.group.ConsumerGroupCommand
  [kafka-get-offsets.sh]=org.apache.kafka.tools.GetOffsetShell
  [kafka-leader-election.sh]=org.apache.kafka.tools.LeaderElectionCommand
  [kafka-metadata-quorum.sh]=org.apache.kafka.tools.MetadataQuorumCommand
  [kafka-reassign-partitions.sh]=org.apache.kafka.tools.reassign.ReassignPartitionsCommand
)
name=$(basename "$0")
case "$name:${1:-}" in
  kafka-run-class.sh:--link)
    for link in "${!classes[@]}"; do ln -sf kafka-run-class.sh "$folder/$link"; done
    exit ;;
  kafka-run-class.sh:) echo "usage: $name CLASS [ARGUMENT...]" >&2; exit 1 ;;
  kafka-run-class.sh:*) class=$1; shift ;;
  *) class=${classes[$name]} ;;
esac

log=-Dorg.slf4j.simpleLogger
if [ "$class" = kafka.Kafka ]; then
  heap=-Xmx256m
  logging="$log.logFile=System.out $log.showDateTime=true $log.dateTimeFormat=[yyyy-MM-dd'T'HH:mm:ss,SSS] $log.showThreadName=false"
else
  heap=-Xmx128m
  logging="$log.defaultLogLevel=warn $log.showThreadName=false"
fi
# Many small Javas share few cores here: the quick compiler only and the simplest collector start sooner and take less memory.
performance="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true"
# The classes as train.sh laid them down. A Java that cannot use them goes on without.
archive=$(dirname "$folder")/kafka.jsa
sharing="-Xshare:auto -XX:SharedArchiveFile=$archive"
[ -e "$archive" ] || sharing=

# The order is a part of what the archive was made for.
export LC_ALL=C.UTF-8 MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
jars=$(printf '%s:' "$(dirname "$folder")"/libs/*.jar)
read -ra options <<< "${KAFKA_HEAP_OPTS:-$heap} ${KAFKA_JVM_PERFORMANCE_OPTS:-$performance} $sharing ${KAFKA_LOG4J_OPTS:-$logging} ${KAFKA_OPTS:-}"
exec java "${options[@]}" -cp "${jars%:}" "$class" "$@"
