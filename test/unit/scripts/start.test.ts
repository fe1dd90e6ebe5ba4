import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChildProgram } from "../../support/child-program.ts";

const program = join(import.meta.dirname, "..", "..", "..", "scripts", "tatami.ts");
const fixtures = join(import.meta.dirname, "..", "..", "fixtures", "server-lessons");

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-start-"))));
afterEach(async () => await rm(folder, { recursive: true }));

/** `tatami start` as an operator has it, on free ports and where there is no Docker: it serves, and prepares nothing. */
function start({ options = [], env = {} }: { options?: string[]; env?: Record<string, string> } = {}): ChildProgram {
  const args = [program, "start", "--state", join(folder, "state"), "--port", "0", "--preview-port", "0", ...options];
  return new ChildProgram(process.execPath, { args, env: { DOCKER_HOST: `unix://${folder}/no-docker.sock`, XDG_CACHE_HOME: folder, ...env } });
}

test("who starts it reads what keeps a lesson from being used, file and line, and where Docker is missed; the rest is served", { timeout: 120_000 }, async () => {
  await using started = start({ options: ["--lessons", fixtures] });
  const [, url] = await started.says(/^Tatami: (http\S+)$/m);
  await started.says(/✖ Docker: The Docker at DOCKER_HOST=\S+ does not answer\.\n +→ Start it/);
  const mistakes = /^✖ Cannot be used: invalid-broken-json\n((?: {2}.*\n)+)/m.exec(started.output)?.[1];
  expect(mistakes).toMatch(new RegExp(`^  ${fixtures}/invalid-broken-json/index\\.json:\\d+: broken JSON`));
  const health = (await (await fetch(`${url}/healthz`)).json()) as { status: string };
  expect(health.status).toBe("degraded");
  expect(await started.end("SIGTERM")).toBe(0);

  const logged = (await readFile(join(folder, "state", "server.log"), "utf8")).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged).toContainEqual(expect.objectContaining({ event: "lesson-broken", lesson: "invalid-broken-json" }));
  expect(logged.filter(({ event }) => event === "venue")).toMatchObject([{ status: "preparing" }, { status: "degraded", cause: "preparation", reason: expect.stringContaining("does not answer") }]);
});

test("an error that nobody caught ends it in good order: its stack is in the log, the operator reads what to do, and the exit code is 1", { timeout: 120_000 }, async () => {
  const fault = "process.on('SIGUSR2', () => void Promise.reject(new Error('nobody thought of this')))";
  await using started = start({ env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}` } });
  await started.says(/^Tatami: http/m);
  expect(await started.end("SIGUSR2")).toBe(1);
  expect(started.output).toMatch(/✖ Ending because of an error that should not be \(nobody thought of this\)\.\n +→ Start it again/);
  expect(started.output).toContain("Learners' environments stay for the next start.");
  const logged = (await readFile(join(folder, "state", "server.log"), "utf8")).trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged.find(({ event }) => event === "unexpected-error")).toMatchObject({ level: 60, origin: "unhandledRejection", err: { message: "nobody thought of this", stack: expect.stringContaining("data:text/javascript") } });
  expect(logged.at(-1)).toMatchObject({ event: "closed" });
});

test("a folder of lessons that is not there is a mistake of the command line: one sentence, and nothing is served", async () => {
  await using started = start({ options: ["--lessons", fixtures, "--lessons", join(folder, "nowhere")] });
  expect(await started.gone()).toBe(1);
  expect(started.output).toBe(`--lessons: there is no folder ${folder}/nowhere; name one that holds lessons, or leave the option out\n`);
});
