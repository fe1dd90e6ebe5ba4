import { join } from "node:path";
import { loadLesson } from "../../../lessons/load.ts";
import { proveByCommands } from "../../../lessons/proof/by-commands.ts";
import { Recorder } from "../../../lessons/proof/recorder.ts";
import { prepareLesson } from "../../../lessons/scripts.ts";
import type { WindowRecord } from "../../../lessons/window/record.ts";
import { ownLessonsDir } from "../../../server/workshop/shelf.ts";
import type { BenchRun, BenchVenue } from "../bench-venue.ts";
import { atMost, type Figure, noted } from "../figure.ts";
import { PeakMemory } from "../memory/peak-memory.ts";

const gibi = 2 ** 30;
/** A run with less in it would be shorter, and would not be the one that the goal is about. */
const least = { kills: 3, acknowledged: 10_000 };

/**
 * Part 2 as a learner goes through it, by a click on every command of its text in its five terminals: the highest memory of toolbox and
 * node from its setup to its end, and how long the window takes whose verdict is intact.
 */
export async function benchPart2({ venue, onStage, signal }: BenchRun & { venue: BenchVenue }): Promise<Record<string, Figure>> {
  const lesson = await loadLesson(join(ownLessonsDir, "cndjp3", "chaos"), "cndjp3/chaos");
  onStage("making a cluster");
  await using environment = await venue.maker.make("cluster", { signal });
  await environment.unpause(signal);
  await using memory = await PeakMemory.of(environment.id, signal);
  const { holder } = environment;
  onStage("setting Part 2 up");
  await prepareLesson({ lesson, holder, signal });
  const recorder = new Recorder({ onStart: ({ step, stage }) => onStage(`step ${step + 1} of ${lesson.steps.length}: ${stage}`) });
  await proveByCommands({ lesson, language: "en", holder, signal, recorder, verifyFirst: false });
  const { workingSet, anonymous, looks } = await memory.end();
  const wrong = recorder.stages.find(({ outcome }) => outcome !== "ok");
  if (wrong) throw new Error(`step ${wrong.step + 1} of Part 2 could not be done: ${wrong.message}\n${wrong.output ?? ""}`);
  const window = recorder.stages.find((stage) => stage.window?.verdict?.result === "intact")?.window;
  if (!window) throw new Error("Part 2 has no window whose verdict is intact.");
  return {
    "handson memory, highest in Part 2": atMost(workingSet / gibi, 2.5, "GiB", { note: `working sets (usage less inactive file pages) of node and toolbox together, the highest of ${looks} looks, one a second, through every step` }),
    "handson memory, without file pages": noted(anonymous / gibi, "GiB"),
    ...verdictFigures(window),
  };
}

function verdictFigures({ kills, counts, phaseAtMs }: WindowRecord): Record<string, Figure> {
  if (kills.length < least.kills || counts.acknowledged < least.acknowledged) throw new Error(`the verdict run had ${kills.length} kills and ${counts.acknowledged} acknowledged messages; the goal is about ${least.kills} and ${least.acknowledged}.`);
  const stalls = kills.map(({ stallMs = 0 }) => stallMs / 1000);
  return {
    "handson verdict run": atMost((phaseAtMs.done ?? Number.NaN) / 1000, 240, "s", { note: `from the opening of the window to its verdict: ${kills.length} kills, ${counts.acknowledged} acknowledged` }),
    "handson longest stall": noted(Math.max(...stalls), "s", { samples: stalls, note: "without an acknowledged message, after each kill" }),
  };
}
