import { codeViews, frontFile } from "./files.ts";

let wanted: { path: string; from: Element | null } | undefined;

/** Puts the keyboard into a file's editor; into one that is not there yet as soon as it is, unless the person has gone elsewhere meanwhile. */
export function focusFile(path: string): void {
  const view = codeViews.get(path);
  wanted = view ? undefined : { path, from: document.activeElement };
  view?.focus();
}

/** Called when an editor is there. */
export function focusIfWanted(path: string): void {
  if (wanted?.path !== path) return;
  const { from } = wanted;
  wanted = undefined;
  if (document.activeElement === from || document.activeElement === document.body) codeViews.get(path)?.focus();
}

/** Ctrl-Shift-E goes into the editor from wherever one is; caught before a terminal sees it. `show` makes it visible on a narrow screen. */
export function listenForEditorKey(show: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const { path } = frontFile.value ?? {};
    if (event.code !== "KeyE" || !event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey || path === undefined) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    show();
    queueMicrotask(() => focusFile(path));
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
}
