/** Name of the terminal that opens by itself. */
export const firstTerminal = "T1";

/** Tabs in their order: what the server says is open, then what this page has just asked for. */
export function tabsOf(open: readonly string[], asked: readonly string[]): string[] {
  return [...open, ...asked.filter((name) => !open.includes(name))];
}

/** The first free name of a new terminal. */
export function freeName(tabs: readonly string[]): string {
  for (let number = 1; ; number++) {
    if (!tabs.includes(`T${number}`)) return `T${number}`;
  }
}

/** The terminal that a lesson means: `T1` is the first one whatever its name, none is the one in front, others may have to be opened. */
export function terminalFor(tag: string | undefined, tabs: readonly string[], front: string | undefined): string {
  if (tag === undefined) return front ?? tabs[0] ?? firstTerminal;
  if (tag === firstTerminal) return tabs.includes(tag) ? tag : (tabs[0] ?? tag);
  return tag;
}

/** The tab that comes to the front when `closed` goes. */
export function neighbour(tabs: readonly string[], closed: string): string | undefined {
  const index = tabs.indexOf(closed);
  return tabs[index + 1] ?? tabs[index - 1];
}
