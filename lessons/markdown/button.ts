import { buttonWords } from "./words.ts";
import type { LessonLanguage } from "../lesson.ts";
import type { FileEdit } from "../editing/file-edit.ts";
import type { Action } from "./action-body.ts";

/** Text made safe for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The button of a run or copy action; `inner` is HTML and replaces the button's own word. */
export function commandButton(action: Extract<Action, { kind: "run" | "copy" }>, code: string, { language, inner }: { language: LessonLanguage; inner?: string }): string {
  const words = buttonWords[language];
  if (action.kind === "copy") return copyButton(code, { language, ...(inner && { inner }) });
  const attributes: Record<string, string> = { "data-action": "run", "data-command": action.keys ? controlKeys(code) : code };
  if (action.terminal) attributes["data-terminal"] = action.terminal;
  if (action.machine) attributes["data-machine"] = "";
  if (action.interrupt) attributes["data-interrupt"] = "";
  if (!action.enter) attributes["data-newline"] = "no";
  return button({ ...attributes, "aria-label": words.runLabel(shortened(code), action.terminal) }, inner ?? terminalTag(words.run, action.terminal));
}

/** What a button must have to open a port of the learner's environment, or to ask for one. */
export function previewAttributes({ port, path }: { port: number | "ask"; path: string }, language: LessonLanguage): Record<string, string> {
  const words = buttonWords[language];
  return { "data-action": "preview", "data-port": String(port), "data-path": path, title: port === "ask" ? words.openAny : words.openLabel(port, path) };
}

/** Such a button. */
export function previewButton({ port, path }: { port: number | "ask"; path: string }, { language, inner }: { language: LessonLanguage; inner?: string }): string {
  const words = buttonWords[language];
  return button(previewAttributes({ port, path }, language), inner ?? (port === "ask" ? words.openAny : `${words.open} :${port}${escapeHtml(path === "/" ? "" : path)}`));
}

/** The button that copies a code. */
export function copyButton(code: string, { language, inner }: { language: LessonLanguage; inner?: string }): string {
  const words = buttonWords[language];
  return button({ "data-action": "copy", "data-command": code, "aria-label": words.copyLabel(shortened(code)) }, inner ?? words.copy);
}

/** The button that opens a file in the editor. */
export function openButton(path: string, { language, inner }: { language: LessonLanguage; inner: string }): string {
  return button({ "data-action": "open", "data-file": path, "aria-label": buttonWords[language].openFileLabel(path) }, inner);
}

/** The button that puts a text into a file and shows it in the editor. */
export function editButton({ path, how, text, marker }: FileEdit, { language }: { language: LessonLanguage }): string {
  const words = buttonWords[language];
  const name = path.split("/").at(-1) ?? path;
  return button({ "data-action": "edit", "data-file": path, "data-how": how, ...(marker && { "data-marker": marker }), "data-command": text, "aria-label": words.editLabel(path, how) }, `${words.edit} <span class="terminal-tag">${escapeHtml(name)}</span>`);
}

function button(attributes: Record<string, string>, inner: string): string {
  const written = Object.entries(attributes).map(([name, value]) => (value === "" ? name : `${name}="${escapeHtml(value)}"`));
  return `<button type="button" ${written.join(" ")}>${inner}</button>`;
}

function terminalTag(word: string, terminal: string | undefined): string {
  return terminal ? `${word} <span class="terminal-tag">${terminal}</span>` : word;
}

/** Screen readers read labels to the end: the first line says enough. */
function shortened(code: string): string {
  const [first = "", ...more] = code.trim().split("\n");
  return more.length > 0 || first.length > 120 ? `${first.slice(0, 120)} …` : first;
}

/** Keys that Katacoda's authors write by their names. */
const namedKeys: Record<string, string> = { ESC: "\u001b", TAB: "\t", ENTER: "\r" };

/** `^C` is Ctrl-C, `^ESC` is Escape. */
function controlKeys(code: string): string {
  return code
    .trim()
    .replace(/\^(ESC|TAB|ENTER)\b/gi, (_, name: string) => namedKeys[name.toUpperCase()] ?? "")
    .replace(/\^([A-Z@[\\\]^_])/gi, (_, key: string) => String.fromCharCode(key.toUpperCase().charCodeAt(0) & 0x1f));
}
