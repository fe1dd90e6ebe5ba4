import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { terminalLimit } from "../../../server/protocol.ts";
import type { BenchRun, BenchVenue } from "../bench-venue.ts";
import { below, type Figure, median, noted } from "../figure.ts";
import { BenchServer, benchServerVariable } from "../server/bench-server.ts";
import { IdleLearner } from "./idle-learner.ts";
import { MarkedProcesses, type ProcessMemory } from "./marked-processes.ts";

const terminals = 50;
/** Long and close enough to meet the programs that the server runs for a moment every few seconds, to look at containers. */
const window = { seconds: 20, everyMs: 15 };
const mega = 1_000_000;

/** Memory of the server and of every process that it started, while 50 terminals are open and nobody types. The toolboxes are Docker's, and are not in it. */
export async function benchServerMemory({ venue, onStage, signal }: BenchRun & { venue: BenchVenue }): Promise<Record<string, Figure>> {
  onStage("starting the server");
  const lessons = await writeShellLesson(join(venue.stateDir, "bench-lessons"));
  const learners = Math.ceil(terminals / terminalLimit);
  await using server = await BenchServer.start({ stateDir: venue.serverStateDir, argv: ["--reserve", "0", "--capacity", String(learners), "--lessons", lessons], signal });
  await server.poolIs("the server to be ready", () => true, { timeoutMs: 120_000, signal });
  using stack = new DisposableStack();
  for (let learner = 0; learner < learners; learner++) {
    onStage(`opening terminals, learner ${learner + 1} of ${learners}`);
    stack.use(await IdleLearner.join(server.url, { lessonId, terminals: Math.min(terminalLimit, terminals - learner * terminalLimit), signal }));
  }
  onStage("looking at the server's memory");
  const marked = new MarkedProcesses({ name: benchServerVariable, value: server.mark });
  const looks: ProcessMemory[] = [];
  const until = performance.now() + window.seconds * 1000;
  while (performance.now() < until) {
    looks.push(await marked.look());
    await delay(window.everyMs, undefined, { signal });
  }
  const most = (of: (look: ProcessMemory) => number) => Math.max(...looks.map(of));
  const resident = looks.map((look) => look.resident / mega);
  const note = `resident sets added up, the highest of ${looks.length} looks in ${window.seconds} s; ${terminals} terminals of ${learners} learners; at most ${most(({ processes }) => processes)} processes at a time`;
  return {
    "memory server, 50 idle terminals": below(Math.max(...resident), 200, "MB", { note }),
    "memory server, most of the time": noted(median(resident), "MB"),
    "memory server, shared pages once": noted(most(({ proportional }) => proportional) / mega, "MB"),
  };
}

const lessonId = "bench-shell";

/** A lesson that wants a toolbox alone. */
async function writeShellLesson(folder: string): Promise<string> {
  await mkdir(join(folder, lessonId), { recursive: true });
  const index = { title: "Shell", description: "A shell for the bench.", language: "en", backend: { imageid: "bash" }, details: { steps: [{ title: "Wait", text: "wait.md" }] } };
  await writeFile(join(folder, lessonId, "index.json"), JSON.stringify(index));
  await writeFile(join(folder, lessonId, "wait.md"), "Nothing to do.\n");
  return folder;
}
