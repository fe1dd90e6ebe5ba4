import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { type Holder, HolderError, type ScriptResult } from "../clusters/holder/holder.ts";
import { assetPath } from "./asset-rules.ts";
import { unreachable } from "./asset-target.ts";
import type { Lesson, LessonScript, LessonStep } from "./lesson.ts";

/** What a script of a step needs to run as the learner. */
export interface StepScriptOptions {
  lesson: Lesson;
  /** Index of the step. */
  step: number;
  holder: Holder;
  signal: AbortSignal;
  /** Called with the script's output as it appears. */
  onOutput?: (text: string) => void;
}

/** A script that prepares a lesson failed: the author's mistake or a broken environment, told with its output. */
export class LessonScriptError extends Error {
  override readonly name = "LessonScriptError";
}

const scriptTimeoutMs = 180_000;

/** Runs the author's solution of a step; undefined when there is none. */
export async function solveStep(options: StepScriptOptions): Promise<ScriptResult | undefined> {
  return runAsLearner(stepOf(options.lesson, options.step).solve, options);
}

/** Runs what a step wants done when it is entered; undefined when it wants nothing. */
export async function setupStep(options: StepScriptOptions): Promise<ScriptResult | undefined> {
  return runAsLearner(stepOf(options.lesson, options.step).setup, options);
}

/** Runs what a step wants done when it is left; undefined when it wants nothing. */
export async function cleanupStep(options: StepScriptOptions): Promise<ScriptResult | undefined> {
  return runAsLearner(stepOf(options.lesson, options.step).cleanup, options);
}

/** What {@link prepareLesson} needs. */
export interface PrepareOptions {
  lesson: Lesson;
  holder: Holder;
  signal: AbortSignal;
  /** Told of each asset of a scenario from elsewhere that found no place. */
  onMiss?: (message: string) => void;
}

/** Copies the lesson's assets to their places and runs its own `setup`: once, before the learner sees the lesson. Throws {@link LessonScriptError}. */
export async function prepareLesson({ lesson, holder, signal, onMiss = () => undefined }: PrepareOptions): Promise<void> {
  for (const { from, files, byName = false, target, mode } of lesson.assets) {
    // Nobody in this environment may write there; the lesson's notices say so.
    if (unreachable(target, lesson.user) !== undefined) continue;
    for (const file of files) {
      signal.throwIfAborted();
      const content = await readFile(await assetPath(lesson.folder, from, file), { signal });
      try {
        await holder.writeFile(posix.join(target, byName ? posix.basename(file) : file), content, mode);
      } catch (error) {
        // Something else is in its place, or no room. A toolbox that does not answer fails at the next thing, too.
        if (lesson.user !== "root" || !(error instanceof HolderError)) throw error;
        onMiss(error.message);
      }
    }
  }
  const result = await runAsLearner(lesson.setup, { holder, signal });
  if (!result || result.exitCode === 0) return;
  const ending = result.timedOut ? `did not end within ${scriptTimeoutMs / 1000} s` : `ended with exit code ${result.exitCode ?? "none (killed)"}`;
  throw new LessonScriptError(`${lesson.id}/${lesson.setup?.file} ${ending}; the lesson's author has to look at it\n${result.output.slice(-4_000)}`);
}

/** The step with this index; throws a RangeError for one that the lesson does not have. */
export function stepOf(lesson: Lesson, step: number): LessonStep {
  const found = lesson.steps[step];
  if (!found) throw new RangeError(`${lesson.id} has no step ${step}; it has ${lesson.steps.length}`);
  return found;
}

async function runAsLearner(
  script: LessonScript | undefined,
  { holder, signal, onOutput }: Pick<StepScriptOptions, "holder" | "signal" | "onOutput">,
): Promise<ScriptResult | undefined> {
  if (!script) return undefined;
  signal.throwIfAborted();
  const result = await holder.runScript({ user: "learner", script: script.source, timeoutMs: scriptTimeoutMs, signal, ...(onOutput && { onOutput }) });
  signal.throwIfAborted();
  return result;
}
