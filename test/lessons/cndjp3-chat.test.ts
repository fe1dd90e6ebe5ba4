import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { LearnerEnvironment } from "../../clusters/learner-environment.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { loadLesson } from "../../lessons/load.ts";
import { runAsLearner } from "../support/run-as-learner.ts";
import { type TestVenue, testVenue } from "../support/venue.ts";
import { walkLesson } from "../support/walk-lesson.ts";

const signal = AbortSignal.timeout(1_500_000);
let venue: TestVenue;
let environment: LearnerEnvironment;
let lesson: Lesson;

beforeAll(async () => {
  lesson = await loadLesson(new URL("../../lessons/cndjp3/chat/", import.meta.url).pathname, "cndjp3/chat");
  venue = await testVenue();
  environment = await venue.maker.make(lesson.flavor, { signal });
  await environment.unpause(signal);
});

afterAll(async () => {
  await venue?.[Symbol.asyncDispose]();
});

/** What the checks say to somebody who has just come to the step. */
const firstWords = [
  { en: /^There is no namespace kafka yet/, ja: /^kafka という名前空間がまだありません/ },
  { en: /^There is no StatefulSet named kafka .* yet/, ja: /^名前空間 kafka に、kafka という StatefulSet がまだありません/ },
  { en: /^There is no ready Pod kafka-client yet/, ja: /^準備のできた Pod kafka-client がまだありません/ },
  { en: /^There is no topic chatroom yet/, ja: /^chatroom というトピックがまだありません/ },
  { en: /^There are 0 messages in chatroom/, ja: /^chatroom のメッセージは 0 件です/ },
  { en: /^There is no Deployment redis yet/, ja: /^redis という Deployment がまだありません/ },
  { en: /^User A has not said anything yet/, ja: /^User A はまだ何も話していません/ },
  { en: /^So far only User A and User B have spoken/, ja: /^まだ User A と User B しか話していません/ },
];

test("Part 1 on a real cluster: each check knows the step done from the step nearly done, and the chat keeps to its promises", async () => {
  let stage = "";
  onTestFailed(() => console.error(`it was at ${stage}`));
  await walkLesson(lesson, { holder: environment.holder, signal, firstWords, onStage: (name) => (stage = name) });

  // What the text says of the settings: a receipt takes two copies in sync at least, so with a single broker left nothing is taken, and the answer says so.
  stage = "with one broker left";
  const { output } = await runAsLearner(
    environment.holder,
    `kubectl -n kafka scale statefulset kafka --replicas=1 && kubectl -n kafka wait pod/kafka-1 pod/kafka-2 --for=delete --timeout=100s
     curl --silent --max-time 15 --data 'Is anybody there?' --write-out ' %{http_code}' http://node:30192/api/topics/chatroom`,
    signal,
  );
  expect(output).toMatch(/"outcome":"(?:not-stored|unknown)".* 503$/);
});
