import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { LearnerEnvironment } from "../../clusters/learner-environment.ts";
import { loadLesson } from "../../lessons/load.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { runAsLearner } from "../support/run-as-learner.ts";
import { type TestVenue, testVenue } from "../support/venue.ts";
import { walkLesson } from "../support/walk-lesson.ts";

const signal = AbortSignal.timeout(1_500_000);
let venue: TestVenue;
let environment: LearnerEnvironment;
let lesson: Lesson;

beforeAll(async () => {
  lesson = await loadLesson(new URL("../../lessons/cndjp3/layers/", import.meta.url).pathname, "cndjp3/layers");
  venue = await testVenue();
  environment = await venue.maker.make(lesson.flavor, { signal });
  await environment.unpause(signal);
});

afterAll(async () => {
  await venue?.[Symbol.asyncDispose]();
});

/** What the checks say to somebody who has just come to the step. */
const firstWords = [
  { en: /^No Pod of web has been killed and replaced yet/, ja: /^web の Pod はまだ 1 つも止められていません/ },
  { en: /^Version 1 still answers/, ja: /^まだバージョン 1 が答えています/ },
  { en: /^The Service redis is as old as the system/, ja: /^Service redis は最初からあるもので/ },
  { en: /^The Deployment web does not ask for two machines yet/, ja: /^Deployment web は、まだ 2 台のマシンを要求していません/ },
  { en: /^web still asks for a second machine/, ja: /^web はまだ 2 台目のマシンを要求しています/ },
  { en: /^web still needs Redis for every answer/, ja: /^web は、まだ答えるたびに Redis を必要とします/ },
];

test("layers on a real cluster: each check knows the step done from the step nearly done, and visitors meet what the texts say", async () => {
  let stage = "";
  onTestFailed(() => console.error(`it was at ${stage}`));
  await walkLesson(lesson, { holder: environment.holder, signal, firstWords, onStage: (name) => (stage = name) });

  // The texts' two claims about the kill of the only redis: everything fails without the setting, and the count begins anew.
  const ask = "curl --silent --max-time 4 --write-out ' %{http_code}' http://node:30080/";
  const { output } = await runAsLearner(
    environment.holder,
    `before=$(kubectl get pods -l app=web -o name) && kubectl set env deployment/web WITHOUT_REDIS- && kubectl rollout status deployment/web --timeout=100s && kubectl wait --for=delete $before --timeout=60s
     kubectl scale deployment redis --replicas=0 && kubectl wait pod -l app=redis --for=delete --timeout=60s
     for n in 1 2 3 4; do ${ask}; done
     kubectl scale deployment redis --replicas=1 && kubectl rollout status deployment/redis --timeout=60s
     until [[ "\${answer=}" == *' 200' ]]; do answer=$(${ask}); done; echo "$answer"`,
    signal,
  );
  expect(output.match(/web-\S+ cannot answer: Redis at redis:6379 does not answer: .*\n? 503/g)).toHaveLength(4);
  expect(output).toMatch(/visit [1-9]\)\n 200\n*$/);
});
