import { WebLinksAddon } from "@xterm/addon-web-links";
import type { Terminal } from "@xterm/xterm";

/** Makes http and https addresses clickable, those that a program marks (OSC 8) too; each opens in a tab that knows nothing of this page. */
export function addLinks(terminal: Terminal): void {
  const show = (event: MouseEvent, uri: string) => (event.target as HTMLElement).setAttribute("title", uri);
  const hide = (event: MouseEvent) => (event.target as HTMLElement).removeAttribute("title");
  terminal.loadAddon(new WebLinksAddon((_event, uri) => open(uri)));
  // The marked text may say something else than where it leads: the address shows on hover.
  terminal.options.linkHandler = { activate: (_event, uri) => open(uri), hover: show, leave: hide };
}

function open(uri: string): void {
  if (URL.canParse(uri) && ["http:", "https:"].includes(new URL(uri).protocol)) window.open(uri, "_blank", "noopener,noreferrer");
}
