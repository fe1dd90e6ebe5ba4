import { expect } from "vitest";
import type { Holder } from "../../clusters/holder/holder.ts";
import { poll } from "../../clusters/poll.ts";
import { checkStep } from "../../lessons/check.ts";
import { type CommandButton, lessonCommands } from "../../lessons/command-buttons.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { prepareLesson } from "../../lessons/scripts.ts";
import { LearnerTerminal } from "./learner-terminal.ts";

/** A click on a command of a lesson's text, and what the text promises of it. */
export interface Click {
  command: string;
  shows: RegExp;
  /** The text says to click again until it is so. */
  again?: true;
  /** What the other terminal shows from then on. */
  beside?: RegExp;
}

/** Clicks every command of every step in the order of the text, in real shells, and finds what the text promises; each step's check then passes. */
export async function clickThrough(lesson: Lesson, clicks: readonly (readonly Click[])[], { holder, signal, onStage }: { holder: Holder; signal: AbortSignal; onStage?: (stage: string) => void }): Promise<void> {
  await prepareLesson({ lesson, holder, signal });
  const buttons = lessonCommands(lesson, "en").steps;
  expect(clicks.map((step) => step.map(({ command }) => command))).toEqual(buttons.map((step) => step.map(({ command }) => command)));
  using first = await LearnerTerminal.open(holder, "1");
  using second = await LearnerTerminal.open(holder, "2");
  for (const [step, promises] of clicks.entries()) {
    for (const [index, promise] of promises.entries()) {
      const button = buttons[step]?.[index] as CommandButton;
      onStage?.(`step ${step + 1}: ${promise.command}`);
      const [here, other] = button.terminal === "T2" ? [second, first] : [first, second];
      if (promise.beside) other.lookAway();
      await click(here, button, promise);
      if (promise.beside) await other.see(promise.beside);
    }
    await poll({ name: `step ${step + 1} of ${lesson.id} to be passed`, timeoutMs: 30_000, signal }, async () => {
      const answer = await checkStep({ lesson, step, language: "en", holder, signal });
      if (answer.result !== "passed") throw new Error(answer.message);
      return true;
    });
  }
}

async function click(terminal: LearnerTerminal, { command, interrupt, enter }: CommandButton, { shows, again }: Click): Promise<void> {
  if (!enter) terminal.type(command);
  else if (interrupt) await terminal.interrupt(command);
  else if (again) return poll({ name: `${command} to show ${shows}`, timeoutMs: 60_000, intervalMs: 500 }, async () => shows.test(await terminal.run(command)) || undefined).then(() => undefined);
  else return expect(await terminal.run(command), command).toMatch(shows);
  await terminal.see(shows);
}
