import type { CommandButton, LessonCommands } from "../command-buttons.ts";
import type { Click } from "./clicker.ts";

/** The clicks of a lesson, by the part of the lesson. */
export interface LessonClicks {
  intro: Click[];
  steps: Click[][];
  finish: Click[];
}

/** Finds for each command the terminal that it means, as the page does (where the text names none, the one in front before any that stands for a machine), and what comes after it. */
export function clicksOf({ intro, steps, finish }: LessonCommands): LessonClicks {
  let front = "1";
  const parts = [intro, ...steps, finish].map((buttons) =>
    buttons.map((button) => {
      const terminal = button.terminal?.slice(1) ?? front;
      if (!button.machine) front = terminal;
      return { button, terminal };
    }),
  );
  const all = parts.flat();
  const clicks = parts.map((part) =>
    part.map(({ button, terminal }, n): Click => {
      const later = all.slice(all.findIndex((one) => one.button === button) + 1).find((one) => one.terminal === terminal && !one.button.edit);
      return { button, terminal, next: later ? (endsProgram(later.button) ? "interrupt" : "command") : "nothing", leaves: n + 1 < part.length && (part[n + 1]?.terminal !== terminal || part[n + 1]?.button.edit !== undefined) };
    }),
  );
  return { intro: clicks[0] ?? [], steps: clicks.slice(1, -1), finish: clicks.at(-1) ?? [] };
}

/** Ctrl-C, Ctrl-D, Ctrl-Z, or a lone q: keys that end what runs. */
function endsProgram({ command, interrupt, enter }: CommandButton): boolean {
  return interrupt || (!enter && /^[\u0003\u0004\u001a\u001cq]$/.test(command));
}
