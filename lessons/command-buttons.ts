import { editWays, type FileEdit } from "./editing/file-edit.ts";
import type { Lesson, LessonLanguage } from "./lesson.ts";
import { renderLesson } from "./page.ts";

/** A command that a learner can click, as the page gives it to the terminal. */
export interface CommandButton {
  command: string;
  /** T1, T2, ...; null: whichever is in front. */
  terminal: string | null;
  /** The terminal stands for a machine: the next command without one runs where it would have run without this. */
  machine: boolean;
  /** Ctrl-C is pressed first. */
  interrupt: boolean;
  /** False: the keys only, as for Ctrl-C. */
  enter: boolean;
  /** It is no command but a change of a file; `command` is its text then. */
  edit?: FileEdit;
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
  return [...html.matchAll(/<button ([^>]*data-action="(?:run|edit)"[^>]*)>/g)].map(([, attributes = ""]) => ({
    ...edit(attributes),
    command: attribute(attributes, "data-command") ?? "",
    terminal: attribute(attributes, "data-terminal"),
    machine: attribute(attributes, "data-machine") !== null,
    interrupt: attribute(attributes, "data-interrupt") !== null,
    enter: attribute(attributes, "data-newline") !== "no",
  }));
}

function edit(attributes: string): { edit?: FileEdit } {
  if (attribute(attributes, "data-action") !== "edit") return {};
  const marker = attribute(attributes, "data-marker");
  const how = editWays.find((way) => way === attribute(attributes, "data-how")) ?? "append";
  return { edit: { path: attribute(attributes, "data-file") ?? "", how, text: attribute(attributes, "data-command") ?? "", ...(marker && { marker }) } };
}

function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^| )${name}(?:="([^"]*)")?(?= |$)`).exec(attributes);
  return found && (found[1] ?? "").replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot));/gi, (_, decimal, hex, named) => {
    if (named) return { amp: "&", lt: "<", gt: ">", quot: '"' }[named as string] ?? "";
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
  });
}
