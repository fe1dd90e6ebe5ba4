import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { limitOf, runLimitMinutes } from "../../../scripts/test/run-limit.ts";
import { readReport, slowestFiles } from "../../../scripts/test/vitest-report.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-report-"))));
afterEach(async () => await rm(folder, { recursive: true }));

async function reportOf(facts: object): Promise<ReturnType<typeof readReport>> {
  const path = join(folder, "report.json");
  await writeFile(path, JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [], ...facts }));
  return await readReport(path);
}

const fileOf = (name: string, seconds: number, status = "passed", assertionResults: unknown[] = [{}]) => ({ name: resolve(name), status, startTime: 1_000, endTime: 1_000 + seconds * 1_000, assertionResults });

test("a group has its own limit, or what is left of the run's: a run that hangs says its summary before CI ends it", () => {
  expect(limitOf({ limitMinutes: 45 }, 0)).toBe(45);
  expect(limitOf({ limitMinutes: 45 }, runLimitMinutes - 10)).toBe(10);
  expect(limitOf({ limitMinutes: 45 }, runLimitMinutes + 1)).toBe(0);
  expect(runLimitMinutes).toBeLessThanOrEqual(80);
});

test("tests are counted, and the files that took longest are named", async () => {
  const report = await reportOf({ numPassedTests: 3, numFailedTests: 1, testResults: [fileOf("test/a.test.ts", 6), fileOf("test/b.test.ts", 90), fileOf("test/c.test.ts", 30)] });
  expect(report).toMatchObject({ passed: 3, failed: 1, trouble: [] });
  expect(slowestFiles(report!.files, 2)).toEqual([
    { file: "test/b.test.ts", minutes: 1.5 },
    { file: "test/c.test.ts", minutes: 0.5 },
  ]);
});

test("a test that failed is named once more with the end of what it said, without colours and places", async () => {
  const failed = { status: "failed", fullName: " a cluster starts", failureMessages: [`\u001b[31mError\u001b[39m: ${"early ".repeat(1_000)}\nthe last words\n    at ${resolve("x.ts")}:1:2\n    at y`] };
  const report = await reportOf({ numFailedTests: 1, testResults: [fileOf("test/a.test.ts", 6, "failed", [failed, { status: "passed", fullName: "b", failureMessages: [] }])] });
  expect(report?.failures).toEqual([{ test: "test/a.test.ts > a cluster starts", why: expect.stringMatching(/^(?=.{100})[^]*early \nthe last words$/) }]);
  expect(report?.failures[0]?.why.length).toBeLessThan(2_000);
});

test("what was skipped, what could not be run and a group without a test have failed; without a report there is none", async () => {
  expect(await reportOf({ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 })).toMatchObject({ failed: 2, trouble: ["2 skipped: nothing is skipped here"] });
  expect(await reportOf({ numPassedTests: 3, testResults: [fileOf("test/a.test.ts", 0, "failed", [])] })).toMatchObject({ failed: 1, trouble: [`${resolve("test/a.test.ts")} could not be run`] });
  expect(await reportOf({})).toMatchObject({ passed: 0, failed: 1, trouble: ["ran no test"] });
  expect(await readReport(join(folder, "nowhere.json"))).toBeUndefined();
});
