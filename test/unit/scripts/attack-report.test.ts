import { join } from "node:path";
import { expect, test } from "vitest";
import { readAttacks } from "../../../scripts/attack/attack-report.ts";
import { tableOf } from "../../../scripts/attack/attack-table.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const refusedAttack = { id: "web-b", group: "web", what: "b", refused: true, reason: "no" };

/** What `readAttacks` makes of a report with these tests. */
async function attacksOf(...assertionResults: object[]) {
  await using folder = await lessonFolder({ "report.json": { success: true, testResults: [{ name: "x", assertionResults }] } });
  return await readAttacks(join(folder.path, "report.json"));
}

test("attacks come in the order of their ids, refused as their tests say", async () => {
  const got = { id: "cluster-a", group: "cluster", what: "a", refused: false, reason: "canary" };
  expect(await attacksOf({ title: "web-b: b", status: "passed", meta: { attack: refusedAttack } }, { title: "cluster-a: a", status: "failed", meta: { attack: got } })).toEqual([got, refusedAttack]);
});

test("a refusal in other words than the defence's is none", async () => {
  expect(await attacksOf({ title: "web-b: b", status: "failed", meta: { attack: refusedAttack } })).toEqual([{ ...refusedAttack, refused: false }]);
});

test.each(["failed", "skipped", "pending"])("an attack that did not get to the product (%s) is not refused", async (status) => {
  const [attack] = await attacksOf({ title: "content-x: A lesson: with a colon", status, meta: {} });
  expect(attack).toMatchObject({ id: "content-x", group: "content", what: "A lesson: with a colon", refused: false, reason: expect.stringContaining("would prove nothing") });
});

test("tests about the targets are no attacks", async () => {
  expect(await attacksOf({ title: "the naive server serves", status: "passed", meta: {} })).toEqual([]);
});

test("a report of another shape is refused", async () => {
  await using folder = await lessonFolder({ "report.json": { testResults: [{ assertionResults: [{ title: 1 }] }] } });
  await expect(readAttacks(join(folder.path, "report.json"))).rejects.toThrow(/title/);
});

test("whatever an answer holds stays in its cell", () => {
  const table = tableOf([
    { ...refusedAttack, reason: "a | b\r\nc `d` <img src=x> & more" },
    { ...refusedAttack, id: "web-c", refused: false, reason: "the canary" },
  ]);
  expect(table.split("\n")).toEqual([
    "| attack | what the attacker does | the answer |",
    "| --- | --- | --- |",
    "| web-b | b | a &#124; b c 'd' &#60;img src=x&#62; &#38; more |",
    "| web-c | b | **not refused** |",
  ]);
});
