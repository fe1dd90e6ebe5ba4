import { effect, signal } from "@preact/signals";
import { focusTerminal } from "./focus.ts";
import { environmentId, front } from "./terminals.ts";

/** True while somebody searches in the terminal in front. */
export const finding = signal(false);

/** What was searched for last. */
export const wantedText = signal("");

/** Id of the field with the text. */
export const findField = "terminal-find";

/** Opens the search in the terminal in front, or goes back into it. */
export function openFind(): void {
  if (front.value === undefined || environmentId.value === undefined) return;
  finding.value = true;
  // Rendering, which shows the field, is a microtask that waits already.
  queueMicrotask(() => {
    const field = document.getElementById(findField);
    if (!(field instanceof HTMLInputElement)) return;
    field.focus();
    field.select();
  });
}

/** Closes the search and gives the keyboard to the terminal, where the match is selected. */
export function closeFind(): void {
  finding.value = false;
  if (front.value !== undefined) focusTerminal(front.value);
}

effect(() => {
  if (environmentId.value === undefined) finding.value = false;
});
