import { type Holder, type ScriptResult, unseenSize } from "../clusters/holder/holder.ts";
import { partOf } from "./lesson-parts.ts";
import type { Lesson } from "./lesson.ts";
import { setupStep } from "./scripts.ts";

/** What {@link enterPart} needs. */
export interface EnterPartOptions {
  lesson: Lesson;
  /** As pages count: -1 intro, the number of steps for the finish. */
  part: number;
  holder: Holder;
  signal: AbortSignal;
  /** Called with the output of the step's `setup` as it appears. */
  onOutput?: (text: string) => void;
}

/** The terminal that is there from the beginning. */
const firstTerminal = "1";

/**
 * What entering a part means: a step's own `setup` runs to its end, each time, and gives its result; then what Katacoda and Killercoda begin there is begun,
 * see {@link beginParts}.
 */
export async function enterPart(options: EnterPartOptions): Promise<ScriptResult | undefined> {
  const { part: step, lesson, holder, signal, onOutput } = options;
  const result = lesson.steps[step] && (await setupStep({ lesson, step, holder, signal, ...(onOutput && { onOutput }) }));
  await beginParts(options);
  return result;
}

/**
 * Begins the background and foreground scripts of a part and of those before it, in their order, each once in the life of an environment: its holder
 * remembers, so that neither a reload nor another server begins one again, and nothing is skipped by whoever comes to a later part in a fresh environment.
 * The background goes on by itself; the foreground is typed into the learner's own shell when that is at its prompt.
 */
export async function beginParts({ lesson, part: last, holder, signal }: EnterPartOptions): Promise<void> {
  await openTerminals(lesson, holder, signal);
  for (let part = -1; part <= last; part++) {
    const { background, foreground } = partOf(lesson, part) ?? {};
    if (!background && !foreground) continue;
    signal.throwIfAborted();
    await holder.begin({ name: beginningOf(part), terminal: firstTerminal, ...(background && { script: background.source }), ...(foreground && { text: foreground.source }) });
  }
}

/** What a holder calls the beginnings of a part, as Killercoda calls its logs: `background0` for the intro. */
export function beginningOf(part: number): string {
  return `background${part + 1}`;
}

async function openTerminals({ terminals }: Lesson, holder: Holder, signal: AbortSignal): Promise<void> {
  for (const [index, { command }] of terminals.entries()) {
    signal.throwIfAborted();
    const terminal = String(index + 1);
    // Opened once: whoever has closed one does not want it back.
    const first = await holder.begin({ name: `terminal${terminal}`, terminal, ...(command !== undefined && { text: command }) });
    if (first) await holder.openTerminal(terminal, unseenSize);
  }
}
