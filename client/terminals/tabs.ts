/** Name of the terminal that opens by itself. */
export const firstTerminal = "1";

/** Tabs in their order: what the server says is open, then what this page has just asked for. */
export function tabsOf(open: readonly string[], asked: readonly string[]): string[] {
  return [...open, ...asked.filter((name) => !open.includes(name))];
}

/** The first free name of a new terminal. */
export function freeName(tabs: readonly string[]): string {
  for (let number = 1; ; number++) {
    if (!tabs.includes(String(number))) return String(number);
  }
}

/** What a tab says: `T2` for terminal `2`, as lessons write it. */
export function tabText(name: string): string {
  return /^\d+$/.test(name) ? `T${name}` : name;
}

/** The terminal that a lesson means by `T2`; `plain` without a tag. */
export function terminalFor(tag: string | undefined, tabs: readonly string[], plain: string | undefined): string {
  const number = /^T(\d+)$/i.exec(tag ?? "")?.[1];
  return number ?? plain ?? tabs[0] ?? firstTerminal;
}

/**
 * The terminal in which commands without a tag run once `name` has been brought to the front. One that stands for a machine is not chosen by that, as
 * Katacoda's machines are seen side by side; nor is another one by who goes into the one that is in front anyway.
 */
export function plainAfter(name: string, before: { front: string | undefined; plain: string | undefined }, { machine }: { machine: boolean }): string | undefined {
  return machine || name === before.front ? before.plain : name;
}

/** The tabs that are seen when there is room for so many: those that were in front last, in the order of the tabs. */
export function seenTabs(tabs: readonly string[], { lately, count }: { lately: readonly string[]; count: number }): string[] {
  const byTurn = new Set([...lately.filter((name) => tabs.includes(name)), ...tabs]);
  const seen = new Set([...byTurn].slice(0, count));
  return tabs.filter((name) => seen.has(name));
}

/** The tab that comes to the front when `closed` goes. */
export function neighbour(tabs: readonly string[], closed: string): string | undefined {
  const index = tabs.indexOf(closed);
  return tabs[index + 1] ?? tabs[index - 1];
}
