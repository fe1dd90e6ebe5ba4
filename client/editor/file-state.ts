import type { Trouble } from "../trouble.ts";

/** What is known of an open file. `new` is none on the disk yet; `edited` is not saved; `changed` is edited here and different on the disk. */
export type FileState = { state: "opening" } | { state: "refused"; problem: Trouble } | { state: "new" | "saved" | "edited" | "saving" | "changed" };

/** True when closing the file, or leaving the page, would lose something. */
export function isUnsaved({ state }: FileState): boolean {
  return state === "edited" || state === "saving" || state === "changed";
}

/** After a change in the editor; `differs` from what is on the disk, as far as this page knows. */
export function afterEdit(before: FileState, differs: boolean): FileState {
  if (before.state === "changed" || before.state === "saving" || before.state === "opening" || before.state === "refused") return before;
  if (before.state === "new" && !differs) return before;
  return { state: differs ? "edited" : "saved" };
}

/** After the disk was looked at again: `same` as when it was opened or saved last. */
export function afterLook(before: FileState, same: boolean): FileState | "load" {
  if (same || before.state === "opening" || before.state === "saving") return before;
  return isUnsaved(before) ? { state: "changed" } : "load";
}

/** The last part of a path: what its tab says. */
export function fileName(path: string): string {
  return path.split("/").findLast((part) => part !== "") ?? path;
}

/** One name for one file as a person writes it: `./app.yaml` and `~/app.yaml` are `app.yaml` in the home. */
export function tidyPath(path: string): string {
  const parts: string[] = [];
  const plain = path.trim().replace(/^~(?:\/|$)/, "");
  for (const part of plain.split("/")) {
    if (part === ".." && ((parts.length > 0 && parts.at(-1) !== "..") || plain.startsWith("/"))) parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return (plain.startsWith("/") ? "/" : "") + parts.join("/");
}
