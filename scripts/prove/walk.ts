import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type GroupResult, runGroup, type TestGroup } from "../test/group.ts";
import { sweepDeadTestRuns, testFolderPrefix } from "../test/left/leftovers.ts";
import { stateFolders } from "../test/left/run-marks.ts";
import { setUpFor } from "../test/set-up.ts";
import type { ProveRun } from "./ledger.ts";
import type { ProofKind } from "./proof-kind.ts";

/** A folder of test/ that `npm test` leaves out: it takes too long. */
const group: TestGroup = { name: "proofs", limitMinutes: 30, needs: { images: true, browser: true } };
const parts = ["part1", "part2"];
const languages = ["ja", "en"];

/** The hands-on as a learner walks through it in Chromium, at a venue that is started for it; a run for each part in each language, which leaves pictures of its stages. */
export function walkProof(times: number): ProofKind {
  const walks = languages.flatMap((language) => parts.map((part) => `${part} ${language}`));
  return {
    runs: Array.from({ length: times }, (_, round) => walks.map((walk) => (times === 1 ? walk : `${walk} ${round + 1}`))).flat(),
    async prove(run, { stateDir, signal }) {
      const [part, language] = run.split(" ") as [string, string];
      const pictures = join(stateDir, "walk", `${part}-${language}`);
      await rm(pictures, { recursive: true, force: true });
      await mkdir(pictures, { recursive: true });
      await setUpFor(group, signal);
      await sweepDeadTestRuns();
      const folder = await mkdtemp(testFolderPrefix);
      try {
        const env = { TATAMI_TEST_RUN: randomBytes(4).toString("hex"), TATAMI_TEST_STATE: stateFolders({ folder }), TATAMI_WALK_LANGUAGE: language, TATAMI_WALK_PICTURES: pictures };
        return outcomeOf(await runGroup(group, { filters: [`hands-on-${part}.test.ts`], env, reports: join(folder, "reports"), limitMinutes: group.limitMinutes, signal }), pictures);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** What a run's tests say: proved when all of them passed, and nothing else went wrong; else the first thing that did. */
export function outcomeOf({ passed, failed, failures, trouble }: Pick<GroupResult, "passed" | "failed" | "failures" | "trouble">, pictures: string): Pick<ProveRun, "proved" | "result" | "figures"> {
  const wrong = failures[0] ? `${failures[0].test}: ${failures[0].why}` : trouble[0];
  const proved = failed === 0 && passed > 0 && wrong === undefined;
  return { proved, result: proved ? `${passed} stages` : (wrong ?? "no stage was walked"), figures: { passed, failed, pictures } };
}
