import { expect, test } from "vitest";
import { killingEvent } from "../../../../lessons/apps/chaoskube/cluster/killing-event.ts";
import { podWith } from "./pods.ts";

test("the event names the pod by its uid, and chaoskube as its source", () => {
  const event = killingEvent(podWith({ name: "kafka-0", uid: "1234", resourceVersion: "77" }), new Date("2026-11-24T03:04:05.678Z"));
  expect(event).toMatchObject({
    metadata: { namespace: "kafka", name: "kafka-0.18eadc234f99a780" },
    involvedObject: { kind: "Pod", namespace: "kafka", name: "kafka-0", uid: "1234", resourceVersion: "77" },
    reason: "Killing",
    type: "Normal",
    message: "Pod was terminated by chaoskube to introduce chaos.",
    source: { component: "chaoskube" },
    firstTimestamp: "2026-11-24T03:04:05Z",
    count: 1,
  });
});
