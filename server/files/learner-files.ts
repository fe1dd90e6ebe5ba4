import { editLimit, type FileProblem, type Holder } from "../../clusters/holder/holder.ts";
import { editedText, type FileEdit } from "../../lessons/editing/file-edit.ts";
import type { ProblemCode } from "../protocol.ts";
import { Refusal } from "../refusal.ts";

/** A learner's text file as it was at one moment. */
export interface OpenedFile {
  path: string;
  text: string;
  /** What {@link saveFile} must be given: it refuses a file that is not this one any more. */
  version: string;
}

const refusals: Record<FileProblem, { code: ProblemCode; reason: string }> = {
  missing: { code: "file-missing", reason: "is not there" },
  folder: { code: "file-folder", reason: "is a folder" },
  special: { code: "file-binary", reason: "is a device, a pipe or a socket" },
  denied: { code: "file-denied", reason: "may not be read or written by the learner" },
  "too-large": { code: "file-too-large", reason: `has more than ${editLimit} bytes` },
  full: { code: "file-full", reason: "does not fit on the environment's disk" },
};

/** Reads a file as the learner. Throws Refusal, also for what is no text. */
export async function openFile(holder: Holder, path: string): Promise<OpenedFile> {
  const file = await holder.readFile(path);
  if (file.found !== "file") throw refused(path, file.found);
  return { path, text: textOf(path, file.content), version: file.version };
}

/** Writes a file as the learner, if it is still the `version` that was opened (`new`: if there is none); gives its new version. Throws Refusal. */
export async function saveFile(holder: Holder, { path, text, version }: OpenedFile): Promise<string> {
  const content = Buffer.from(text);
  if (content.length > editLimit) throw refused(path, "too-large");
  const end = await holder.saveFile(path, content, version);
  if (end.saved) return end.version;
  if (end.why === "changed") throw new Refusal("file-changed", `${path} is not what was opened any more; open it again, or save it over what is there now`);
  throw refused(path, end.why);
}

/** Does what a lesson's text offers to do with a file; gives the file as it is then. Throws Refusal. */
export async function changeFile(holder: Holder, edit: FileEdit): Promise<OpenedFile> {
  const { path } = edit;
  const file = await holder.readFile(path);
  if (file.found !== "file" && file.found !== "missing") throw refused(path, file.found);
  const [before, version] = file.found === "file" ? [textOf(path, file.content), file.version] : ["", "new"];
  const text = editedText(before, edit);
  if (text === undefined) throw new Refusal("file-marker-missing", `${path} does not have ${JSON.stringify(edit.marker)}, which is to be replaced`);
  return { path, text, version: await saveFile(holder, { path, text, version }) };
}

function textOf(path: string, content: Buffer): string {
  try {
    if (!content.includes(0)) return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new Refusal("file-binary", `${path} is no text (UTF-8)`);
}

function refused(path: string, problem: FileProblem): Refusal {
  const { code, reason } = refusals[problem];
  return new Refusal(code, `${path} ${reason}`);
}
