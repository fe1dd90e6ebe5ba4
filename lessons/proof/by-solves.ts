import type { Holder, ScriptResult } from "../../clusters/holder/holder.ts";
import type { Lesson, LessonLanguage } from "../lesson.ts";
import { cleanupStep, solveStep } from "../scripts.ts";
import { Clicker } from "./clicker.ts";
import { type NearMiss, NearMissMistake, readNearMisses } from "./near-misses.ts";
import { PartEntry } from "./part-entry.ts";
import type { Recorder, StageEnd } from "./recorder.ts";
import { type Asked, passed, refused } from "./step-check.ts";

/** What {@link proveBySolves} needs. */
export interface BySolvesOptions {
  lesson: Lesson;
  /** The languages that checks are asked in. */
  languages: readonly LessonLanguage[];
  holder: Holder;
  signal: AbortSignal;
  recorder: Recorder;
  /** Index of the only step to be proved; those before it are just solved. */
  only?: number;
  onOutput?: (text: string) => void;
}

const scriptTimeoutMs = 180_000;

/**
 * Goes through a lesson that is prepared, by its solutions: each check says not yet before anything was done, and to every near miss; then solve,
 * passed, solve again, still passed. A failure does not end it: each step is solved, so that the next one stands on what it presupposes.
 */
export async function proveBySolves({ lesson, languages, holder, signal, recorder, only, onOutput }: BySolvesOptions): Promise<void> {
  using clicker = new Clicker({ holder, signal, paceMs: 0 });
  const parts = new PartEntry({ lesson, holder, signal, recorder, clicker });
  await parts.enter(-1);
  for (const [step, { verify, solve }] of lesson.steps.entries()) {
    if (only !== undefined && step > only) break;
    const asked: Asked = { lesson, step, language: lesson.language, holder, signal, ...(onOutput && { onOutput }) };
    const entered = await parts.enter(step);
    if (entered) await recorder.stage({ step, stage: "setup" }, async () => ended(entered));
    if (!solve) continue;
    if (only !== undefined && step < only) {
      await recorder.stage({ step, stage: "solve" }, async () => ended(await solveStep(asked)));
    } else {
      if (verify) await beforeAnything(asked, languages, recorder);
      await solveTwice(asked, recorder);
    }
    const left = await cleanupStep(asked);
    if (left) await recorder.stage({ step, stage: "cleanup" }, async () => ended(left));
  }
}

async function beforeAnything(asked: Asked, languages: readonly LessonLanguage[], recorder: Recorder): Promise<void> {
  const { lesson, step } = asked;
  for (const language of languages) await recorder.stage({ step, stage: "before", language }, () => refused({ ...asked, language }));
  const language = languages.includes("en") ? "en" : lesson.language;
  for (const miss of await nearMisses(asked, recorder)) await recorder.stage({ step, stage: "near-miss", name: miss.name }, () => nearMiss(miss, { ...asked, language }));
}

/** None where one of them cannot be used: that is the author's mistake, not the venue's. */
async function nearMisses({ lesson, step }: Asked, recorder: Recorder): Promise<NearMiss[]> {
  try {
    return await readNearMisses(lesson, step);
  } catch (error) {
    if (!(error instanceof NearMissMistake)) throw error;
    const { file, message } = error;
    await recorder.stage({ step, stage: "near-miss" }, async () => ({ outcome: "failed", message: `${file}: ${message}` }));
    return [];
  }
}

async function nearMiss({ source, says, undo }: NearMiss, asked: Asked): Promise<StageEnd> {
  const made = await asLearner(source, asked);
  if (made.exitCode !== 0) return { ...ended(made), message: `the near miss itself ${ending(made)}` };
  const answer = await refused(asked, says);
  const undone = undo && (await asLearner(undo.source, asked));
  return undone && undone.exitCode !== 0 ? { ...ended(undone), message: `what takes the near miss back ${ending(undone)}` } : answer;
}

async function solveTwice(asked: Asked, recorder: Recorder): Promise<void> {
  const { verify, window } = asked.lesson.steps[asked.step] ?? {};
  for (const [solve, after] of [["solve", "after-solve"], ["solve-again", "after-solve-again"]] as const) {
    const solved = await recorder.stage({ step: asked.step, stage: solve }, async () => ended(await solveStep(asked)));
    if (!solved) return;
    if (verify) await recorder.stage({ step: asked.step, stage: after }, () => passed(asked));
    // A window takes minutes and ends by undoing what it was opened on: a second one would prove the same again.
    if (window) return;
  }
}

async function asLearner(source: string, { holder, signal }: Asked): Promise<ScriptResult> {
  const result = await holder.runScript({ user: "learner", script: `set -e\n${source}`, timeoutMs: scriptTimeoutMs, signal });
  signal.throwIfAborted();
  return result;
}

function ended(result: ScriptResult | undefined): StageEnd {
  if (!result || result.exitCode === 0) return undefined;
  return { outcome: "failed", message: `the script ${ending(result)}`, output: result.output.slice(-4_000) };
}

function ending({ timedOut, exitCode }: ScriptResult): string {
  if (timedOut) return "did not end in time";
  return exitCode === undefined ? "was ended by a signal" : `ended with exit code ${exitCode}`;
}
