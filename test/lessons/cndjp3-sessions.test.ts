import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import type { LearnerEnvironment } from "../../clusters/learner-environment.ts";
import { loadLesson } from "../../lessons/load.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { LearnerTerminal } from "../support/learner-terminal.ts";
import { runAsLearner } from "../support/run-as-learner.ts";
import { type TestVenue, testVenue } from "../support/venue.ts";
import { walkLesson } from "../support/walk-lesson.ts";

const signal = AbortSignal.timeout(1_500_000);
let venue: TestVenue;
let environment: LearnerEnvironment;
let lesson: Lesson;

beforeAll(async () => {
  lesson = await loadLesson(new URL("../../lessons/cndjp3/sessions/", import.meta.url).pathname, "cndjp3/sessions");
  venue = await testVenue();
  environment = await venue.maker.make(lesson.flavor, { signal });
  await environment.unpause(signal);
});

afterAll(async () => {
  await venue?.[Symbol.asyncDispose]();
});

/** What the checks say to somebody who has just come to the step. */
const firstWords = [
  { en: /^Nobody has written in the chat yet/, ja: /^チャットにはまだだれも書いていません/ },
  { en: /^publish runs the image tatami\/chat:1/, ja: /^publish のイメージは tatami\/chat:1 で/ },
  { en: /^publish keeps its sessions in Redis/, ja: /^publish はセッションを Redis に置いています/ },
  { en: /^publish still keeps its sessions in its memory/, ja: /^publish はまだセッションを自分のメモリに置いています/ },
  { en: /^publish asks for 1 Pod/, ja: /^publish の Pod 数は 1 です/ },
];

async function learner(script: string): Promise<string> {
  const result = await runAsLearner(environment.holder, script, signal);
  expect(result, script).toMatchObject({ exitCode: 0 });
  return result.output;
}

describe("sessions on a real cluster", () => {
  test("each check knows the step done from the step nearly done", async () => {
    let stage = "";
    onTestFailed(() => console.error(`it was at ${stage}`));
    await walkLesson(lesson, { holder: environment.holder, signal, firstWords, onStage: (name) => (stage = name) });
  });

  test("a release logs nobody out and fails no request; with the sessions in the Pod it logs everybody out", async () => {
    using visitor = await LearnerTerminal.open(environment.holder, "4");
    using person = await LearnerTerminal.open(environment.holder, "2");
    await visitor.interrupt("bash visitor.sh");
    await visitor.see(/(?:known +by version .*\n.*){3}/);
    await person.interrupt('chat "User C" --language en');
    await person.see(/You are User C/);
    const other = "$(kubectl -n kafka get deployment publish -o jsonpath='{.spec.template.spec.containers[0].image}' | tr 12 21)";
    await learner(`kubectl -n kafka set image deployment/publish chat=${other} && kubectl -n kafka rollout status deployment/publish --timeout=100s`);
    person.type("after the release\r");
    await person.see(/User C \(you\): after the release/);
    visitor.type("\u0003");
    await visitor.see(/\d+ times known, 0 times unknown, 0 times no answer/);

    // A Pod on its way out still answers on the line that a chat has to it, and still knows everybody.
    await learner("before=$(kubectl -n kafka get pods -l app=publish -o name) && kubectl -n kafka set env deployment/publish SESSIONS=memory && kubectl -n kafka rollout status deployment/publish --timeout=100s && kubectl -n kafka wait --for=delete $before --timeout=60s");
    person.type("in the Pod\r");
    await person.see(/You have been logged out/);
  });

  test("an Eviction is refused by the budget with 429, and a deletion is not", async () => {
    await learner("kubectl -n kafka patch poddisruptionbudget publish --type=merge --patch='{\"spec\":{\"minAvailable\":2}}' && kubectl -n kafka wait --for=jsonpath='{.status.disruptionsAllowed}'=0 poddisruptionbudget/publish --timeout=30s");
    const refused = await runAsLearner(environment.holder, "bash ~/evict.sh", signal);
    expect(refused).toMatchObject({ exitCode: 1, output: expect.stringMatching(/TooManyRequests.*Cannot evict pod as it would violate the pod's disruption budget/) });
    await learner("kubectl -n kafka delete --wait=false $(kubectl -n kafka get pods -l app=publish -o name | head -n 1)");
  });
});
