import { type CodeFence, codeFence, markdownPieces } from "../code-fence.ts";
import { ImportProblem } from "../import-problem.ts";
import type { SourceFolder } from "../source-folder.ts";
import { venueLosses } from "../venue-losses.ts";
import { type ActionBody, actionBody, type CarriedAction, type ExaminerTest } from "./action.ts";
import { editorAction, selectionOf, type Selection } from "./editor-actions.ts";
import { pageAction } from "./page-actions.ts";
import { terminalAction } from "./terminal-actions.ts";

/** What a page of a workshop becomes. */
export interface PageText {
  markdown: string;
  /** The tests that the page has its learner run, in their order. */
  tests: ExaminerTest[];
}

const actionName = /^(terminal|editor|dashboard|workshop|section|files|examiner):([\w-]{1,60})$/;
/** As they were written before the actions above; what is in them is no YAML. */
const older: Record<string, { name: string; field: keyof ActionBody; session?: number }> = {
  "execute": { name: "terminal:execute", field: "command" },
  "execute-1": { name: "terminal:execute", field: "command", session: 1 },
  "execute-2": { name: "terminal:execute", field: "command", session: 2 },
  "execute-3": { name: "terminal:execute", field: "command", session: 3 },
  "execute-all": { name: "terminal:execute-all", field: "command" },
  "copy": { name: "workshop:copy", field: "text" },
  "copy-and-edit": { name: "workshop:copy-and-edit", field: "text" },
};
/** Of every action: what happens without a click. */
const byItself = ["autostart", "cascade", "hidden"];

/** Turns a page of a workshop into markdown of ours. An action that cannot be read stays as it is. */
export function pageText(markdown: string, source: SourceFolder, { file, line }: { file: string; line: number }): PageText {
  const tests: ExaminerTest[] = [];
  let selected: Selection | undefined;
  const carry = (piece: CodeFence): string => {
    const found = bodyOf(piece, source, file);
    if (!found) return piece.raw;
    const { name, body } = found;
    const [, kind, verb = ""] = actionName.exec(name)!;
    const carried = kind === "terminal" ? terminalAction(verb, body) : kind === "editor" ? editorAction(verb, body, selected) : pageAction(name, body);
    selected = kind === "editor" ? (selectionOf(verb, body) ?? (verb === "replace-text-selection" ? undefined : selected)) : selected;
    const lose = (message: string): void => source.lost(file, piece.line, `${name}: ${message}`);
    for (const message of carried?.lost ?? ["cannot be had here; the text shows what it would have done"]) lose(message);
    for (const key of byItself) if (body[key]) lose(`${key}: here everything waits for a click, and can be seen`);
    if (body.command) venueLosses(source, body.command, { file, line: piece.line + 1 });
    if (carried?.test) tests.push({ ...carried.test, line: piece.line });
    return shown(piece, body, carried, name);
  };
  const pieces = [...markdownPieces(markdown, line)].map((piece) => {
    loseVariables(piece.kind === "line" ? piece.text : piece.code, piece.line, (at, message) => source.lost(file, at, message));
    return piece.kind === "line" ? piece.text : carry(piece);
  });
  return { markdown: pieces.join("\n"), tests };
}

function bodyOf({ info, code, line }: CodeFence, source: SourceFolder, file: string): { name: string; body: ActionBody } | undefined {
  const word = info.split(/\s/)[0] ?? "";
  if (Object.hasOwn(older, word)) {
    const { name, field, session } = older[word]!;
    return { name, body: { [field]: code, ...(session && { session }) } };
  }
  if (!actionName.test(word)) return undefined;
  try {
    return { name: word, body: code.trim() === "" ? {} : source.parse(code, actionBody, { file, line: line + 1 }).data };
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    // One slip of the pen among hundreds of actions, which did nothing at its author's either.
    source.lost(file, line, `${word}: its YAML cannot be used; it is shown as it was written`);
    return undefined;
  }
}

/** The action's own title and words, what it becomes, and for one that cannot be had what it would have done. */
function shown({ indent, code }: CodeFence, { title, description }: ActionBody, carried: CarriedAction | undefined, name: string): string {
  const words = /^(?:section|examiner|dashboard):/.test(name) ? [] : [title && `**${title.trim()}**`];
  const markdown = carried ? carried.markdown : `**${name}**\n\n${codeFence(code, { language: "yaml" })}`;
  const all = [...words, description?.trim(), markdown].filter(Boolean).join("\n\n");
  return all === "" ? "" : `\n${all.replace(/^(?=.)/gm, indent)}\n`;
}

function loseVariables(text: string, line: number, lose: (line: number, message: string) => void): void {
  for (const [n, one] of text.split("\n").entries()) {
    const [, hugo, old] = /\{\{[<%]?\s*(?:param\s+)?([a-z_]+)\s*[%>]?\}\}|%([a-z]+_[a-z_]+)%|\$\([a-z]+_[a-z_]+\)/.exec(one.slice(0, 4_000)) ?? [];
    const name = hugo ?? old;
    if (name !== undefined) lose(line + n, `the variable ${name} stands for nothing here`);
    else if (/\{\{[<%]/.test(one)) lose(line + n, "Hugo's shortcodes ({{< ... >}}) are not read here");
  }
}
