import { listOffsetsV9 } from "@platformatic/kafka";
import type { Brokers } from "./brokers.ts";
import { KafkaProblem } from "./kafka-problem.ts";
import type { Topic } from "./topic.ts";

/** Asked for by these timestamps, the protocol says, a partition gives its first and its next offset. */
const marks = { earliest: -2n, latest: -1n };

/** For each partition its first offset, or that of the next message; undefined where its leader gives none now. */
export async function askOffsets(brokers: Brokers, topic: Topic, which: "earliest" | "latest", partitions = [...topic.partitions.keys()]): Promise<(number | undefined)[]> {
  const offsets: (number | undefined)[] = topic.partitions.map(() => undefined);
  const leaders = Map.groupBy(partitions, (partition) => topic.partitions[partition]?.leader ?? -1);
  await Promise.all(
    [...leaders].map(async ([leader, led]) => {
      for (const { partitionIndex, errorCode, offset } of await askLeader(brokers, topic, which, leader, led)) if (errorCode === 0) offsets[partitionIndex] = Number(offset);
    }),
  );
  return offsets;
}

async function askLeader(brokers: Brokers, topic: Topic, which: "earliest" | "latest", leader: number, led: number[]): Promise<OffsetAnswer[]> {
  const broker = brokers.node(leader);
  if (!broker) return [];
  const partitions = led.map((partitionIndex) => ({ partitionIndex, currentLeaderEpoch: -1, timestamp: marks[which] }));
  try {
    const answer = await brokers.ask(broker, listOffsetsV9.api, [-1, 0, [{ name: topic.name, partitions }]]);
    return answer.topics[0]?.partitions ?? [];
  } catch (error) {
    if (!(error instanceof KafkaProblem)) throw error;
    return (error.answer as Awaited<ReturnType<typeof listOffsetsV9.api.async>> | undefined)?.topics[0]?.partitions ?? [];
  }
}

type OffsetAnswer = Awaited<ReturnType<typeof listOffsetsV9.api.async>>["topics"][number]["partitions"][number];
