import type { Lesson, LessonLanguage } from "./lesson.ts";
import { renderLesson } from "./page.ts";

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

/** The commands of a whole text in the order in which they are read. */
export interface LessonCommands {
  intro: CommandButton[];
  steps: CommandButton[][];
  finish: CommandButton[];
}

/** Every clickable command of a lesson in one language. Those of hints and folded answers are not among them: they are not the lesson's way. */
export function lessonCommands(lesson: Lesson, language: LessonLanguage): LessonCommands {
  const { intro, steps, finish } = renderLesson(lesson, language);
  return {
    intro: commandButtons(intro?.html ?? ""),
    steps: steps.map(({ html }) => commandButtons(html.replace(/<details class="answer">[^]*$/, ""))),
    finish: commandButtons(finish?.html ?? ""),
  };
}

function commandButtons(html: string): CommandButton[] {
  return [...html.matchAll(/<button ([^>]*data-action="run"[^>]*)>/g)].map(([, attributes = ""]) => ({
    command: attribute(attributes, "data-command") ?? "",
    terminal: attribute(attributes, "data-terminal"),
    interrupt: attribute(attributes, "data-interrupt") !== null,
    enter: attribute(attributes, "data-newline") !== "no",
  }));
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^| )${name}(?:="([^"]*)")?(?= |$)`).exec(attributes);
  return found && (found[1] ?? "").replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot));/gi, (_, decimal, hex, named) => {
    if (named) return { amp: "&", lt: "<", gt: ">", quot: '"' }[named as string] ?? "";
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
