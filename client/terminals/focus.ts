import { views } from "./terminals.ts";

let wanted: { name: string; from: Element | null } | undefined;

/** Puts the keyboard into a terminal; into one that is not there yet as soon as it is, unless the person has gone elsewhere meanwhile. */
export function focusTerminal(name: string): void {
  const view = views.get(name);
  wanted = view ? undefined : { name, from: document.activeElement };
  view?.focus();
}

/** Called when a terminal is there. */
export function focusIfWanted(name: string): void {
  if (wanted?.name !== name) return;
  const { from } = wanted;
  wanted = undefined;
  if (document.activeElement === from) views.get(name)?.focus();
}

/** Called before a terminal goes: one that had the keyboard has it again when it comes back, as after a restart of the server. */
export function keepFocus(name: string, element: Element): void {
  if (element.contains(document.activeElement)) wanted = { name, from: document.body };
}
