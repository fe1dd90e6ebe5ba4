import { batch, computed, effect, signal } from "@preact/signals";
import type { Answer, EditRequest, FileList, OpenedFile } from "../../server/protocol.ts";
import { post } from "../api.ts";
import { confirm } from "../design/confirm.tsx";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { environmentId } from "../terminals/terminals.ts";
import { describeTrouble, type Reply } from "../trouble.ts";
import type { CodeView } from "./code-view.ts";
import { afterEdit, afterLook, fileName, type FileState, isUnsaved, tidyPath } from "./file-state.ts";

/** A file with a tab. */
export interface OpenFile {
  path: string;
  state: FileState;
  /** What is on the disk, as far as this page knows; the editor's own text is in its view. */
  text: string;
  version: string;
}

/** More tabs than this are more than a person follows. */
const mostFiles = 12;

/** The open files in the order of their tabs. */
export const files = signal<readonly OpenFile[]>([]);

const chosen = signal<string | undefined>(undefined);

/** The file in front. */
export const frontFile = computed(() => files.value.find(({ path }) => path === chosen.value) ?? files.value[0]);

/** The editors of files that have been in front, by path. */
export const codeViews = new Map<string, CodeView>();

/** Opens a file, or brings it to the front; one that is not there yet is begun. Resolves when it is there or was refused. */
export async function openFile(given: string): Promise<void> {
  const path = tidyPath(given);
  if (!path) return;
  const known = fileAt(path);
  if (!known && files.value.length >= mostFiles) return say(t("editor.limit", { count: mostFiles }), "bad");
  batch(() => {
    if (!known) files.value = [...files.value, { path, state: { state: "opening" }, text: "", version: "new" }];
    chosen.value = path;
  });
  if (known && known.state.state !== "refused") return lookAgain(path);
  const reply = await read(path);
  if (reply.ok) change(path, { text: reply.text, version: reply.version, state: { state: "saved" } });
  else if (reply.problem.code === "file-missing") change(path, { state: { state: "new" } });
  else change(path, { state: { state: "refused", problem: reply.problem } });
}

/** Brings an open file to the front. */
export function showFile(path: string): void {
  chosen.value = path;
  void lookAgain(path);
}

/** Saves a file unless there is nothing to save; true when the disk has what the editor has. `over` what is on the disk by now, if it is said. */
export async function saveFile(path: string, { over = false } = {}): Promise<boolean> {
  const file = fileAt(path);
  const text = codeViews.get(path)?.text;
  if (!file || text === undefined || file.state.state === "saving") return false;
  if (file.state.state === "saved") return true;
  if (file.state.state === "changed" && !over) return false;
  change(path, { state: { state: "saving" } });
  const reply = await post<Answer<{ version: string }>>("/api/files/save", { path, text, version: file.version });
  if (reply.ok) {
    change(path, { state: { state: "edited" }, version: reply.version, text });
    // Somebody may have typed on meanwhile.
    codeViews.get(path)?.kept(text);
    return true;
  }
  change(path, { state: { state: reply.problem.code === "file-changed" ? "changed" : "edited" } });
  if (reply.problem.code === "file-changed") await lookAgain(path);
  else say(`${fileName(path)}: ${describeTrouble(reply.problem)}`, "bad");
  return false;
}

/** Does what a lesson's text offers to do with a file, after saving what was edited here, and shows the file; true when it is done. */
export async function editByLesson(request: EditRequest): Promise<boolean> {
  const path = tidyPath(request.path);
  const file = fileAt(path);
  if (file && isUnsaved(file.state) && !(await saveFile(path))) return false;
  const reply = await post<Answer<OpenedFile>>("/api/files/edit", { ...request, path });
  if (!reply.ok) say(`${fileName(path)}: ${describeTrouble(reply.problem)}`, "bad");
  else if (file) putInto(path, reply);
  await openFile(path);
  return reply.ok;
}

/** Reads what is on the disk in the place of what is in the editor. */
export async function loadFromDisk(path: string): Promise<void> {
  const reply = await read(path);
  if (reply.ok) putInto(path, reply);
  else say(`${fileName(path)}: ${describeTrouble(reply.problem)}`, "bad");
}

/** Shows a text that is on the disk now; in an open editor it can be undone. */
export function putInto(path: string, { text, version }: Pick<OpenedFile, "text" | "version">): void {
  change(path, { text, version, state: { state: "saved" } });
  codeViews.get(path)?.replace(text);
  codeViews.get(path)?.kept(text);
}

/** Keeps what is in the editor although the disk has something else: saves it over that. */
export async function keepMine(path: string): Promise<void> {
  const reply = await read(path);
  if (!reply.ok && reply.problem.code !== "file-missing") return say(`${fileName(path)}: ${describeTrouble(reply.problem)}`, "bad");
  change(path, { version: reply.ok ? reply.version : "new" });
  await saveFile(path, { over: true });
}

/** Closes a file's tab; asks first when something is not saved. */
export async function closeFile(path: string): Promise<void> {
  const file = fileAt(path);
  if (!file) return;
  const name = fileName(path);
  if (isUnsaved(file.state) && !(await confirm({ title: t("editor.close.title", { name }), text: t("editor.close.text"), action: t("editor.close.confirm"), danger: true }))) return;
  const index = files.value.findIndex((other) => other.path === path);
  const next = files.value[index + 1] ?? files.value[index - 1];
  batch(() => {
    files.value = files.value.filter((other) => other.path !== path);
    if (frontFile.value?.path !== next?.path) chosen.value = next?.path;
  });
}

/** Called by the editor of a file. */
export function edited(path: string, differs: boolean): void {
  const file = fileAt(path);
  if (file) change(path, { state: afterEdit(file.state, differs) });
}

/** Whether a file on the disk is still what was opened: one that is not edited here is loaded anew, else the learner is told. */
export async function lookAgain(path: string): Promise<void> {
  const file = fileAt(path);
  if (!file || file.state.state === "opening" || file.state.state === "refused") return;
  const reply = await read(path);
  const now = fileAt(path);
  // Without an answer nothing is known, and a file that is gone may be on its way back.
  if (!reply.ok || !now || now.version !== file.version) return;
  const next = afterLook(now.state, reply.version === now.version);
  if (next === "load") putInto(path, reply);
  else change(path, { state: next });
}

/** The files of the learner's home. */
export async function listFiles(): Promise<Reply<FileList>> {
  return post<Answer<FileList>>("/api/files/list", {});
}

function read(path: string): Promise<Reply<OpenedFile>> {
  return post<Answer<OpenedFile>>("/api/files/open", { path });
}

function fileAt(path: string): OpenFile | undefined {
  return files.peek().find((file) => file.path === path);
}

function change(path: string, to: Partial<OpenFile>): void {
  files.value = files.peek().map((file) => (file.path === path ? { ...file, ...to } : file));
}

// Files are in an environment, and go with it.
let known: string | undefined;
effect(() => {
  const id = environmentId.value;
  if (id === undefined || id === known) return;
  known = id;
  files.value = [];
});

window.addEventListener("beforeunload", (event) => {
  if (files.peek().some(({ state }) => isUnsaved(state))) event.preventDefault();
});
