import { afterAll, beforeAll, describe, expect, onTestFailed, test } from "vitest";
import type { LearnerEnvironment } from "../../clusters/learner-environment.ts";
import { poll } from "../../clusters/poll.ts";
import { checkStep, type StepAnswer } from "../../lessons/check.ts";
import { loadLesson } from "../../lessons/load.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { solveStep } from "../../lessons/scripts.ts";
import { clickThrough } from "../support/click-through.ts";
import { runAsLearner } from "../support/run-as-learner.ts";
import { type TestVenue, testVenue } from "../support/venue.ts";
import { walkLesson } from "../support/walk-lesson.ts";
import { ambush, cheats, reach, undoCheats } from "./cheats.ts";
import { firstStepsClicks } from "./first-steps-clicks.ts";
import { firstStepsFirstWords } from "./first-steps-first-words.ts";

const signal = AbortSignal.timeout(1_500_000);
let venue: TestVenue;
let environment: LearnerEnvironment;
let lesson: Lesson;
let stage = "";
const onStage = (name: string) => {
  stage = name;
};

beforeAll(async () => {
  lesson = await loadLesson(new URL("../../lessons/first-steps/", import.meta.url).pathname);
  venue = await testVenue();
  environment = await venue.maker.make(lesson.flavor, { signal });
  await environment.unpause(signal);
});

afterAll(async () => {
  await venue?.[Symbol.asyncDispose]();
});

/** Runs something as the learner that has to succeed, and gives its output. */
async function learner(script: string): Promise<string> {
  const result = await runAsLearner(environment.holder, script, signal);
  expect(result, script).toMatchObject({ exitCode: 0 });
  return result.output;
}

function check(step: number): Promise<StepAnswer> {
  return checkStep({ lesson, step, language: "en", holder: environment.holder, signal });
}

// One cluster for all, in this order: each test leaves it as a learner finds it.
describe("first-steps on a real cluster", () => {
  test("every command of the text does what the text says, and passes its step", async () => {
    onTestFailed(() => console.error(`it was at ${stage}`));
    await clickThrough(lesson, firstStepsClicks, { holder: environment.holder, signal, onStage });
    await learner("kubectl delete deployment/web service/web configmap/hello && kubectl wait pod -l app=web --for=delete --timeout=60s");
  });

  test("an image that is not at this venue is refused at once, with those that are", async () => {
    const offered = (await learner("images")).trim().split("\n").join(", ");
    for (const command of ["kubectl create deployment x --image=nginx", "kubectl run x --image=nginx", "kubectl create job x --image=nginx", "kubectl create deployment x --image=tatami/web:2"]) {
      const image = command.split("=")[1] ?? "";
      const { exitCode, output } = await runAsLearner(environment.holder, command, signal);
      expect(exitCode, command).toBe(1);
      expect(output).toContain(`This venue has no image ${image}, and cannot fetch one. It has: ${offered}`);
    }
    expect(await learner("kubectl get deployments,pods,jobs")).toContain("No resources found");
  });

  test("no cheat makes a check pass, and none keeps honest work from passing", async () => {
    for (const { name, script } of cheats.slice(0, 3)) {
      await learner(script);
      expect(await check(0), name).toMatchObject({ result: "not-yet", message: expect.stringMatching(firstStepsFirstWords[0]!.en) });
      expect(await check(1), name).toMatchObject({ result: "not-yet", message: expect.stringMatching(firstStepsFirstWords[1]!.en) });
    }
    await learner(cheats[3]!.script);
    expect(await check(2)).toMatchObject({ result: "not-yet", message: expect.stringMatching(firstStepsFirstWords[2]!.en) });
    // The solution runs with the kubeconfig that was there before; everything else stays bent.
    await learner("cp ~/kubeconfig.kept ~/.kube/config");
    expect(await solveStep({ lesson, step: 0, holder: environment.holder, signal })).toMatchObject({ exitCode: 0 });
    expect(await check(0)).toMatchObject({ result: "passed" });
    await learner(`${undoCheats}; kubectl delete configmap hello`);
  });

  test("a learner reaches neither the checks nor their programs, rights and processes", async () => {
    expect((await runAsLearner(environment.holder, reach, signal)).output).toBe("");
    await learner(ambush);
    for (const step of lesson.steps.keys()) expect(await check(step)).toMatchObject({ result: "not-yet" });
    await learner("rm ~/watching");
    expect(Number(await learner("sort -u ~/seen | wc -l"))).toBeGreaterThan(5);
    expect(await learner("cat ~/caught")).toBe("");
  });

  test("each check knows the step done from the step nearly done", async () => {
    onTestFailed(() => console.error(`it was at ${stage}`));
    await walkLesson(lesson, { holder: environment.holder, signal, firstWords: firstStepsFirstWords, onStage });
  });

  test("a Pod that is killed as soon as there are three counts as killed since", async () => {
    await learner(`
      kubectl delete deployment web --ignore-not-found && kubectl create deployment web --image=tatami/web:1
      kubectl create service nodeport web --tcp=80:8080 --node-port=30080 --dry-run=client -o yaml | kubectl apply -f -
      kubectl rollout status deployment/web --timeout=100s && sleep 2 && kubectl scale deployment web --replicas=3 && kubectl rollout status deployment/web --timeout=100s &&
      kubectl delete --force pod "$(kubectl get pods -l app=web -o json | jq -r '[.items[] | select(.metadata.deletionTimestamp == null)][0].metadata.name')"`);
    await poll({ name: "the check to pass", timeoutMs: 60_000, intervalMs: 1_000, signal }, async () => (await check(4)).result === "passed");
  });
});
