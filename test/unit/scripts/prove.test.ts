import { appendFile, cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import type { MessageList, WindowVerdict } from "../../../lessons/window/record.ts";
import { ProofProgress } from "../../../scripts/lesson/proof/proof-progress.ts";
import { acks1Window } from "../../../scripts/prove/acks1/acks1-window.ts";
import { lessonsProof } from "../../../scripts/prove/lessons.ts";
import { ProveLedger } from "../../../scripts/prove/ledger.ts";
import { doMissingRuns, missingRuns } from "../../../scripts/prove/missing-runs.ts";
import { ownWindow } from "../../../scripts/prove/own-window.ts";
import type { ProofKind, ProveContext } from "../../../scripts/prove/proof-kind.ts";
import { tableOf } from "../../../scripts/prove/prove-table.ts";
import { outcomeOf, walkProof } from "../../../scripts/prove/walk.ts";
import { testGroups } from "../../../scripts/test/group.ts";
import { HostHolderPool } from "../../support/host-holder-pool.ts";

let folder: string;
const context = (): ProveContext => ({ pool: new HostHolderPool(), stateDir: folder, progress: new ProofProgress({ write: () => true } as unknown as NodeJS.WriteStream), signal: AbortSignal.timeout(60_000) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tatami-test-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("an interrupted proof goes on with the run that was under way, even behind a half-written line", async () => {
  const file = join(folder, "state", "chaos.jsonl");
  const done: string[] = [];
  let venueFails = true;
  const kind: ProofKind = {
    runs: ["1", "2", "3", "4"],
    async prove(run) {
      if (run === "3" && venueFails) throw new Error("Docker is away");
      done.push(run);
      return { proved: run !== "2", result: run === "2" ? "lost" : "intact", figures: { kills: Number(run) } };
    },
  };
  await expect(doMissingRuns(kind, new ProveLedger(file), context())).rejects.toThrow("Docker is away");
  await appendFile(file, '\n{"run":"3","pro');
  venueFails = false;
  const ledger = new ProveLedger(file);
  expect(missingRuns(kind, ledger)).toEqual(["3", "4"]);
  await doMissingRuns(kind, ledger, context());
  expect(done).toEqual(["1", "2", "3", "4"]);
  expect(missingRuns(kind, ledger)).toEqual([]);
  expect(ledger.runs().map(({ run, proved, result }) => [run, proved, result])).toEqual([["1", true, "intact"], ["2", false, "lost"], ["3", true, "intact"], ["4", true, "intact"]]);
  ledger.putAside();
  expect(missingRuns(kind, ledger)).toHaveLength(4);
});

test("the table has the runs' figures in columns", () => {
  const at = "2026-01-01T00:00:00Z";
  expect(tableOf([{ run: "1", proved: true, result: "intact", seconds: 201.23, at, figures: { kills: 4 } }, { run: "10", proved: false, result: "inconclusive", seconds: 9, at, figures: { kills: 0, lost: 2 } }])).toBe(
    ["run  result          seconds  kills  lost", "1    ✔ intact        201.2    4", "10   ✖ inconclusive  9.0      0      2"].join("\n"),
  );
});

test("a lesson with mistakes is not proved, and is no failure of the venue; where no lesson is found, nothing counts as proved", async () => {
  await expect(lessonsProof(1, folder)).rejects.toThrow("there is no lesson in it");
  await cp(join(import.meta.dirname, "..", "..", "fixtures", "lessons", "invalid-json"), join(folder, "invalid-json"), { recursive: true });
  const kind = await lessonsProof(2, folder);
  expect(kind.runs).toEqual(["invalid-json 1", "invalid-json 2"]);
  expect(await kind.prove("invalid-json 1", context())).toEqual({ proved: false, result: "it has mistakes and cannot be used", figures: {} });
});

test("with acks 1 an honest verdict is proof, intact or lost with names; the window is the lesson's own", async () => {
  const { lesson, step, proves } = await acks1Window();
  const none: MessageList = { count: 0, first: [] };
  const verdict = (result: WindowVerdict["result"], lost = none): WindowVerdict => ({ result, lost, notReceived: none, unexpected: none, duplicated: none, recovered: none, outOfOrder: none, missing: [] });
  expect(proves(verdict("intact"))).toBe(true);
  expect(proves(verdict("lost", { count: 1, first: ["1-7"] }))).toBe(true);
  for (const result of ["lost", "damaged", "inconclusive"] as const) expect(proves(verdict(result)), result).toBe(false);
  const own = await ownWindow("intact");
  expect(lesson.steps[step]?.window).toEqual(own.lesson.steps[own.step]?.window);
  expect([own.proves(verdict("intact")), own.proves(verdict("lost", { count: 1, first: ["1-7"] }))]).toEqual([true, false]);
  for (const script of [lesson.steps[step]?.solve, lesson.steps[step]?.verify]) await run("bash", ["-n"], { input: script?.source ?? "(", timeoutMs: 10_000 });
});

test("the walk has a run for each part in each language, and is no part of npm test", async () => {
  expect(walkProof(1).runs).toEqual(["part1 ja", "part2 ja", "part1 en", "part2 en"]);
  expect(walkProof(2).runs.slice(3, 6)).toEqual(["part2 en 1", "part1 ja 2", "part2 ja 2"]);
  const walks = (await readdir(join(import.meta.dirname, "..", "..", "proofs"))).sort();
  expect(walks).toEqual(["hands-on-part1.test.ts", "hands-on-part2.test.ts"]);
  expect(testGroups.map(({ name }) => name)).not.toContain("proofs");
});

test("a walk is proved when all its stages were walked and nothing else went wrong; else its first failure is told", () => {
  const good = { passed: 7, failed: 0, failures: [], trouble: [] };
  expect(outcomeOf(good, "/pictures")).toEqual({ proved: true, result: "7 stages", figures: { passed: 7, failed: 0, pictures: "/pictures" } });
  expect(outcomeOf({ ...good, passed: 0 }, "/pictures")).toMatchObject({ proved: false, result: "no stage was walked" });
  expect(outcomeOf({ ...good, trouble: ["did not end within 30.0 minutes"] }, "/pictures")).toMatchObject({ proved: false, result: "did not end within 30.0 minutes" });
  const failures = [{ test: "part1 > brokers", why: "they did not come" }, { test: "part1 > chat", why: "not tried" }];
  expect(outcomeOf({ ...good, passed: 5, failed: 2, failures }, "/pictures")).toMatchObject({ proved: false, result: "part1 > brokers: they did not come" });
});
