import { signal } from "@preact/signals";
import { focusTerminal } from "./focus.ts";
import { front } from "./terminals.ts";

/** The two sides of the workspace. */
export type Pane = "lesson" | "terminal";

/** The side that a narrow screen shows. */
export const shownPane = signal<Pane>("lesson");

/** Shows a side where there is no room for both. */
export function showPane(pane: Pane): void {
  shownPane.value = pane;
}

/** Puts the keyboard into a side. */
export function enterPane(pane: Pane): void {
  showPane(pane);
  // A hidden side takes no focus, and the rendering that shows it is a microtask that waits already. No later: the next key is meant for that side.
  queueMicrotask(() => {
    document.getElementById(`pane-${pane}`)?.focus();
    if (pane === "terminal" && front.value !== undefined) focusTerminal(front.value);
  });
}

/** Ctrl-Shift-arrow goes between the sides. It is caught before the terminal sees it: this is the way out of it. */
export function listenForPaneKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) return;
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    enterPane(event.key === "ArrowLeft" ? "lesson" : "terminal");
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
}
