import type { Lesson } from "../../lessons/lesson.ts";
import { renderLesson } from "../../lessons/page.ts";

/** A command that a learner can click, as the page gives it to the terminal. */
export interface CommandButton {
  command: string;
  /** T1, T2, ...; null: whichever is in front. */
  terminal: string | null;
  /** Ctrl-C is pressed first. */
  interrupt: boolean;
  /** False: the keys only, as for Ctrl-C. */
  enter: boolean;
}

/** The commands in the text of each step, in the order in which they are read. */
export function commandButtons(lesson: Lesson): CommandButton[][] {
  return renderLesson(lesson, "en").steps.map(({ html }) =>
    [...html.matchAll(/<button ([^>]*data-action="run"[^>]*)>/g)].map(([, attributes = ""]) => ({
      command: attribute(attributes, "data-command") ?? "",
      terminal: attribute(attributes, "data-terminal"),
      interrupt: attribute(attributes, "data-interrupt") !== null,
      enter: attribute(attributes, "data-newline") !== "no",
    })),
  );
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^| )${name}(?:="([^"]*)")?(?= |$)`).exec(attributes);
  return found && (found[1] ?? "").replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot));/gi, (_, decimal, hex, named) => {
    if (named) return { amp: "&", lt: "<", gt: ">", quot: '"' }[named as string] ?? "";
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
