import { afterAll, beforeAll, expect, test } from "vitest";
import { checkStep } from "../../../lessons/check.ts";
import { loadLesson } from "../../../lessons/load.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { LessonMistakes, printMistake } from "../../../lessons/mistakes.ts";
import { type HostHolder, startHostHolder } from "../../support/host-holder.ts";
import { attackTests, type Outcome } from "../attack.ts";
import { canary } from "./canary.ts";
import { lessonAttacks, type LessonTarget } from "./lesson-attacks.ts";
import { naiveCheck, naiveLoad } from "./naive-lessons.ts";

let host: HostHolder;

beforeAll(async () => {
  host = await startHostHolder();
});
afterAll(async () => {
  await host?.[Symbol.asyncDispose]();
});

const product: LessonTarget = {
  async load(folder): Promise<Outcome> {
    try {
      const { notices, ...lesson } = await loadLesson(folder);
      const got = JSON.stringify(lesson);
      // A lesson that goes on without what it named has been refused that, unless it is in it after all.
      return notices.length > 0 && !got.includes(canary) ? { refused: notices.map(printMistake).join("\n") } : { got };
    } catch (error) {
      if (!(error instanceof LessonMistakes)) throw error;
      return { refused: error.mistakes.map(printMistake).join("\n") };
    }
  },
  async check(source): Promise<Outcome> {
    const step = { title: {}, text: {}, verify: { file: "verify.sh", source }, verifyTimeout: 2, recheck: 0 };
    const lesson: Lesson = { id: "evil", folder: "/", language: "en", title: {}, description: {}, time: {}, difficulty: {}, flavor: "shell", user: "learner", verifyAs: "learner", grants: [], steps: [step], assets: [], terminals: [], foreign: {}, lint: [], notices: [] };
    const answer = await checkStep({ lesson, step: 0, language: "en", holder: host.holder, signal: AbortSignal.timeout(60_000) });
    if (answer.result === "broken") return { refused: answer.message };
    return answer.result === "passed" ? { got: answer.output } : { refused: `kept ${answer.output.length} bytes of what it printed` };
  },
};

attackTests("content", lessonAttacks, {
  product: () => product,
  undefended: () => ({ load: async (folder) => ({ got: await naiveLoad(folder) }), check: async (script) => ({ got: await naiveCheck(script) }) }),
});

test("nothing was left on every object's prototype", () => {
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});
