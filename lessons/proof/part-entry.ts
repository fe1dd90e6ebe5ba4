import type { Holder, ScriptResult } from "../../clusters/holder/holder.ts";
import { poll, PollTimeout } from "../../clusters/poll.ts";
import { beginningOf, enterPart } from "../enter-part.ts";
import { partOf } from "../lesson-parts.ts";
import type { Lesson, LessonLanguage } from "../lesson.ts";
import type { Clicker } from "./clicker.ts";
import type { Recorder, StageEnd } from "./recorder.ts";

/** What {@link PartEntry} needs. */
export interface PartEntryOptions {
  lesson: Lesson;
  holder: Holder;
  signal: AbortSignal;
  recorder: Recorder;
  /** Whose terminals a foreground script is seen in. */
  clicker: Clicker;
  language?: LessonLanguage;
}

/** As long as a learner reads while something goes on behind their back; many a background goes on for ever. */
const backgroundMs = 60_000;
/** A foreground waits for its background, which has ended or is not waited for any more. */
const foregroundMs = 30_000;

/** Enters the parts of a lesson as a learner does who looks on until what begins there is over. */
export class PartEntry {
  readonly #options: PartEntryOptions;

  constructor(options: PartEntryOptions) {
    this.#options = options;
  }

  /** Enters a part; gives the result of the step's `setup`, if it has one. */
  async enter(part: number): Promise<ScriptResult | undefined> {
    const { lesson, holder, signal, recorder, language } = this.#options;
    const result = await enterPart({ lesson, part, holder, signal });
    const { background, foreground } = partOf(lesson, part) ?? {};
    const typed = foreground !== undefined;
    // The finish has no stages of its own.
    const step = Math.min(part, lesson.steps.length - 1);
    if (background || typed) await recorder.stage({ step, stage: "begin", ...(language && { language }) }, () => this.#lookOn(part, typed));
    return result;
  }

  async #lookOn(part: number, typed: boolean): Promise<StageEnd> {
    const { holder, signal, clicker } = this.#options;
    const over = await untilOver(holder, part, signal);
    const quiet = !typed || (await clicker.settle("1", foregroundMs));
    const said = [over ? "" : "the background goes on", quiet ? "" : "the foreground did not end and was interrupted"].filter(Boolean);
    return { message: said.join("; ") };
  }
}

/** Waits until the background of a part has ended and its foreground has been typed; false when that takes longer than a learner waits. */
export async function untilOver(holder: Holder, part: number, signal: AbortSignal): Promise<boolean> {
  try {
    await poll({ name: "what was begun to end", timeoutMs: backgroundMs, intervalMs: 50, signal }, async () => {
      const own = (await holder.begun()).filter(({ name }) => name === beginningOf(part) || (part === -1 && name.startsWith("terminal")));
      return own.every(({ running, waiting }) => !running && !waiting);
    });
    return true;
  } catch (error) {
    if (error instanceof PollTimeout) return false;
    throw error;
  }
}
