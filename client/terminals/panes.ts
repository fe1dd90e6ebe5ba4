import { signal } from "@preact/signals";
import { openFind } from "./find.ts";
import { focusTerminal } from "./focus.ts";
import { bringToFront, front, tabs } from "./terminals.ts";

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

/** Puts the keyboard into the terminal that follows the one in front, or precedes it. */
function enterNextTerminal(step: 1 | -1): void {
  const index = tabs.value.indexOf(front.value ?? "");
  const name = tabs.value.at((index + step) % tabs.value.length);
  if (name === undefined || !bringToFront(name)) return;
  showPane("terminal");
  queueMicrotask(() => focusTerminal(name));
}

function findInTerminal(): void {
  showPane("terminal");
  openFind();
}

/** Ctrl-Shift and an arrow: left and right go between the sides, up and down between terminals; with F it searches. It is caught before the terminal sees it: this is the way out of it. */
export function listenForPaneKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) return;
    const go = { F: findInTerminal, ArrowLeft: () => enterPane("lesson"), ArrowRight: () => enterPane("terminal"), ArrowUp: () => enterNextTerminal(-1), ArrowDown: () => enterNextTerminal(1) }[event.code === "KeyF" ? "F" : event.key];
    if (!go || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    go();
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
}
