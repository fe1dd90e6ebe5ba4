import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askServer } from "../../../scripts/learners/ask-server.ts";
import { textWidth } from "../../../scripts/learners/text-width.ts";
import { createLog } from "../../../server/log.ts";
import { operatorSocket } from "../../../server/operator/operator-socket.ts";
import type { Room } from "../../../server/operator/room.ts";
import { ChildProgram } from "../../support/child-program.ts";
import type { HostShellPool } from "../../support/host-shell-pool.ts";
import type { ScriptedLearner } from "../../support/scripted-learner.ts";
import { ServerUnderTest } from "../../support/server-under-test.ts";
import { usageOf } from "../../support/usage.ts";

const program = join(import.meta.dirname, "..", "..", "..", "scripts", "tatami.ts");

/** `tatami learners` as an instructor types it. */
function command(stateDir: string, ...options: string[]): ChildProgram {
  return new ChildProgram(process.execPath, { args: [program, "learners", "--state", stateDir, ...options], env: { NO_COLOR: "1" } });
}

async function output(started: ChildProgram): Promise<string> {
  await using ended = started;
  expect(await ended.gone(), ended.output).toBe(0);
  return ended.output;
}

async function begin(learner: ScriptedLearner): Promise<string> {
  const { environment } = await learner.start("valid-host-shell");
  return environment.state === "ready" ? environment.id : "";
}

test("an instructor sees who is in the room and what they use, the busiest first, and ends an environment", async () => {
  await using running = await ServerUnderTest.start();
  const pool = running.pool as HostShellPool;
  const [quiet, miner] = [await running.learner("Taro"), await running.learner("花子")];
  await running.learner("Reader");
  const [calm, busy] = [await begin(quiet), await begin(miner)];
  await quiet.ask("step:show", { step: 0 });
  quiet.socket.disconnect();
  pool.uses(calm, usageOf({ toolbox: 0.02, cluster: 0.3 }, 60));
  pool.uses(busy, usageOf({ toolbox: 0.99, cluster: 0.2 }, 60));

  await expect.poll(async () => (await askServer<Room>(running.stateDir, "GET", "/learners")).learners.map(({ here }) => here), { timeout: 20_000 }).toEqual([true, false, true]);
  const table = await output(command(running.stateDir));
  const lines = table.split("\n").map((line) => line.replaceAll(/ {2,}/g, "|"));
  expect(lines.slice(0, 4)).toEqual([
    expect.stringMatching(/^\|NICKNAME\|ENVIRONMENT\|LESSON\|STEP\|/),
    expect.stringMatching(new RegExp(`^▲\\|花子\\|${busy}\\|valid-host-shell\\|intro\\|0/3\\|0 min\\|(3 h 59|4 h 00)\\|99 %\\|10 %\\|99 %\\|1\\.8 GiB\\|20$`)),
    expect.stringMatching(new RegExp(`^\\|Taro \\(away\\)\\|${calm}\\|valid-host-shell\\|1\\|0/3\\|0 min\\|(3 h 59|4 h 00)\\|2 %\\|15 %\\|15 %\\|1\\.8 GiB\\|20$`)),
    "|Reader",
  ]);
  expect(table).toContain("3 here or at work; 2 of 4 environments handed out.\nMost that one can use: toolbox 1 CPU, 0.5 GiB, 512 processes; cluster 2 CPUs, 3.0 GiB, 4000 processes.");
  const starts = table.split("\n").slice(1, 3).map((line) => textWidth(line.slice(0, line.indexOf("valid-host-shell"))));
  expect(starts[0], "in one column, wide characters or not").toBe(starts[1]);

  expect(await output(command(running.stateDir, "--end", busy))).toContain(`The environment ${busy} of 花子 has ended.`);
  await miner.until("the end to be told", ({ environment }) => environment.state === "ended" && environment.cause === "instructor");
  await expect(askServer(running.stateDir, "POST", `/end?environment=${busy}`)).rejects.toThrow(`no learner works in an environment ${busy}`);
  expect(await begin(miner), "the learner can begin again").not.toBe(busy);
});

test("programs get the same as JSON; it is shown anew until Ctrl-C", async () => {
  await using running = await ServerUnderTest.start();
  await running.learner("Reader");
  await using watching = command(running.stateDir, "--json", "--watch");
  const [line] = await watching.says(/^\{.*\}\n/);
  expect(JSON.parse(line)).toEqual({ leased: 0, capacity: 4, learners: [{ nickname: "Reader", here: true, step: -1, stepCount: 0, passed: 0, state: "none" }] });
  expect(await watching.end("SIGINT")).toBe(0);
});

test("only the server's own user can ask, and reads what to do where nothing serves", async () => {
  await using running = await ServerUnderTest.start();
  expect((await stat(join(operatorSocket(running.stateDir), ".."))).mode & 0o777).toBe(0o700);
  await expect(askServer(running.stateDir, "GET", "/else")).rejects.toThrow("another version");
  await running.server.close();
  await expect(askServer(running.stateDir, "GET", "/learners")).rejects.toThrow(`nothing serves from ${running.stateDir}: start it`);
});

test("who uses the whole CPU for ten minutes is in the audit log once, and in the operator's terminal", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tatami-audit-"));
  try {
    const auditFile = join(folder, "audit.log");
    const log = createLog({ file: join(folder, "server.log"), auditFile });
    const told: string[] = [];
    await using running = await ServerUnderTest.start({ server: { log, tellOperator: (sentence) => void told.push(sentence) } });
    const learner = await running.learner("Mallory");
    const id = await begin(learner);
    const pool = running.pool as HostShellPool;
    for (let minute = 1; minute <= 12; minute++) pool.uses(id, usageOf({ toolbox: 0, cluster: 2 }, 60));
    expect(told).toEqual([`Mallory has used all the CPU that a cluster may use for 10 minutes (environment ${id}). \`npx tatami learners\` shows who uses what.`]);
    const lines = (await readFile(auditFile, "utf8")).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ event }) => event === "full-cpu")).toMatchObject([{ nickname: "Mallory", environment: id, part: "cluster", minutes: 10, share: 1 }]);
    await learner.ask("lesson:restart");
    await learner.until("another environment", ({ environment }) => environment.state === "ready" && environment.id !== id);
    expect(await askServer<Room>(running.stateDir, "GET", "/learners"), "another one has a history of its own").not.toHaveProperty("learners.0.busiest");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a text's width counts what a terminal gives two columns", () => {
  expect(["abc", "花子", "ﾊﾅｺ", "カナー、", "👩‍👩‍👧x", "é"].map(textWidth)).toEqual([3, 4, 3, 8, 3, 1]);
});
