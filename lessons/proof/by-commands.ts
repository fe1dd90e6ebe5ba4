import type { Holder } from "../../clusters/holder/holder.ts";
import { lessonCommands } from "../command-buttons.ts";
import type { Lesson, LessonLanguage } from "../lesson.ts";
import { cleanupStep, solveStep } from "../scripts.ts";
import { type Click, Clicker, CannotType } from "./clicker.ts";
import { clicksOf } from "./clicks.ts";
import { Lacks } from "./lacks.ts";
import { PartEntry } from "./part-entry.ts";
import type { Recorder, StageEnd } from "./recorder.ts";
import { type Asked, brokenCheck, passed, refused } from "./step-check.ts";

/** What {@link proveByCommands} needs. */
export interface ByCommandsOptions {
  lesson: Lesson;
  /** The language of the text whose commands are clicked. */
  language: LessonLanguage;
  holder: Holder;
  signal: AbortSignal;
  recorder: Recorder;
  /** Commands that a learner would type, by the step's index: for what a text only tells. */
  answers?: ReadonlyMap<number, readonly string[]>;
  /** True where no solutions have shown that each check says not yet before anything was done. */
  verifyFirst: boolean;
  /** Index of the only step to be proved; those before it are solved, or clicked where they have no solution. */
  only?: number;
  onOutput?: (text: string) => void;
}

/** How long a check may take to pass after the last command has ended: what was asked for has to come about first. */
const comesAboutMs = { cluster: 60_000, shell: 3_000 };
/** The same while the last command still runs. */
const longestMs = 180_000;
/** Between two clicks where a cluster follows behind; a shell is done when its command is. */
const clusterPaceMs = 1_000;

/** Goes through a lesson that is prepared, by every clickable command of its text, in order and in its terminal; after each step its check must pass. */
export async function proveByCommands(options: ByCommandsOptions): Promise<void> {
  const { lesson, language, holder, signal, recorder, only, answers } = options;
  const clicks = clicksOf(lessonCommands(lesson, language));
  using clicker = new Clicker({ holder, signal, paceMs: lesson.flavor === "cluster" ? clusterPaceMs : 0 });
  // A lesson of ours says itself what it needs; a scenario from elsewhere was written for another machine.
  const lacks = lesson.verifyAs === "learner" ? new Lacks(holder, signal) : undefined;
  const parts = new PartEntry({ lesson, holder, signal, recorder, clicker, language });
  await parts.enter(-1);
  if (clicks.intro.length > 0) await recorder.stage({ step: -1, stage: "commands", language }, () => clickAll(clicker, clicks.intro));
  // A step that could not be done leaves the next ones without what they presuppose.
  let undone: number | undefined;
  for (const [step, { verify, solve }] of lesson.steps.entries()) {
    if (only !== undefined && step > only) break;
    const asked: Asked = { lesson, step, language, holder, signal, ...(options.onOutput && { onOutput: options.onOutput }) };
    await lacks?.nextStep();
    clicker.lookAway();
    await parts.enter(step);
    if (only !== undefined && step < only && solve) await solveStep(asked);
    else {
      if (verify && options.verifyFirst) await recorder.stage({ step, stage: "before-commands", language }, () => refused(asked));
      const own = clicks.steps[step] ?? [];
      await recorder.stage({ step, stage: "commands", language }, async () => {
        const clicked = await clickAll(clicker, own);
        if (verify || !lacks) return clicked;
        // No check waits for what the last command does.
        await clicker.rest();
        return notPossible(await lacks.ofStep(clicker.fresh)) ?? clicked;
      });
      if (verify) {
        const did = { clicks: own.length, answers: answers?.get(step) ?? [], undone, lacks };
        const done = await recorder.stage({ step, stage: "after-commands", language }, () => afterCommands(asked, clicker, did));
        if (!done && solve) await solveStep(asked);
        else if (!done) undone ??= step;
      }
    }
    await cleanupStep(asked);
  }
  if (only === undefined) await parts.enter(lesson.steps.length);
  if (only === undefined && clicks.finish.length > 0) await recorder.stage({ step: lesson.steps.length - 1, stage: "commands", language }, () => clickAll(clicker, clicks.finish));
}

async function clickAll(clicker: Clicker, clicks: readonly Click[]): Promise<StageEnd> {
  try {
    for (const click of clicks) await clicker.click(click);
    await clicker.enterRest();
    return { message: `${clicks.length} clicked` };
  } catch (error) {
    if (error instanceof CannotType) return { outcome: "failed", message: error.message, output: clicker.shown };
    throw error;
  }
}

interface Did {
  /** How many commands the text offers. */
  clicks: number;
  answers: readonly string[];
  /** Index of the first step before this one that could not be done. */
  undone: number | undefined;
  lacks: Lacks | undefined;
}

async function afterCommands(asked: Asked, clicker: Clicker, { clicks, answers, undone, lacks }: Did): Promise<StageEnd> {
  const first = await passed(asked, clicks > 0 ? untilComeAbout(asked.lesson, clicker) : undefined);
  if (first?.outcome !== "failed") return first;
  if (answers.length > 0) await typeAll(answers, clicker);
  const answer = answers.length > 0 ? await passed(asked, untilComeAbout(asked.lesson, clicker)) : first;
  if (answer?.outcome !== "failed" || answer.message === brokenCheck) return answer;
  const output = [answer.output, clicker.shown].filter(Boolean).join("\n");
  const told = clicks + answers.length === 0;
  const missing = notPossible(await lacks?.ofStep(told ? (answer.output ?? "") : `${answer.output}\n${clicker.fresh}`));
  if (missing) return { ...missing, output };
  if (told) return { outcome: "needs-a-hand", message: `the text only tells what to do; the check says: ${answer.message}` };
  if (undone !== undefined) return { outcome: "needs-a-hand", message: `stands on step ${undone + 1}, which was not done; the check says: ${answer.message}`, output };
  const before = notPossible(await lacks?.ofOthers());
  if (before) return { ...before, message: `${before.message}, which another part wanted; the check says: ${answer.message}`, output };
  return { outcome: "failed", message: `its commands do not lead to passed; the check says: ${answer.message}`, output };
}

function notPossible(missing: string | undefined): { outcome: "not-possible"; message: string } | undefined {
  return missing === undefined ? undefined : { outcome: "not-possible", message: `not possible at this venue: ${missing}` };
}

async function typeAll(commands: readonly string[], clicker: Clicker): Promise<void> {
  const button = { terminal: "T1", machine: false, interrupt: false, enter: true };
  for (const command of commands) await clicker.click({ button: { ...button, command }, terminal: "1", next: "command", leaves: false });
}

/** True as long as it is worth asking the check again. */
function untilComeAbout({ flavor }: Lesson, clicker: Clicker): () => boolean {
  const begin = performance.now();
  let endedAt: number | undefined;
  return () => {
    const now = performance.now();
    if (!clicker.busy) endedAt ??= now;
    return endedAt === undefined ? now - begin < longestMs : now - endedAt < comesAboutMs[flavor];
  };
}
