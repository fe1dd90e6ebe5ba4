import type { Flavor } from "../clusters/environment.ts";
import { layoutName } from "./layout.ts";
import { readLayoutName } from "./layout-name.ts";
import type { Lesson } from "./lesson.ts";
import { fillPlaceholders } from "./placeholders.ts";

/** As many as the page opens for one learner. */
export const mostTerminals = 8;
const longestCommand = 10_000;
/** Characters of a name that a tab has room for. */
const longestName = 24;

/**
 * The terminals that are open from the beginning: the learner's own first one, then those that `environment.terminals` adds to it, and as many as the layout has; none
 * where neither says anything. Placeholders are filled for a flavor where one is given. All targets (`host01`, `host02`, ...) are the one machine.
 */
export function startTerminals(foreign: Lesson["foreign"], flavor: Flavor | undefined): Lesson["terminals"] {
  const { terminals } = (foreign["environment"] ?? {}) as { terminals?: unknown };
  const entries: unknown[] = Array.isArray(terminals) && terminals.length > 0 ? [undefined, ...terminals] : [];
  const laidOut = readLayoutName(layoutName(foreign) ?? "").terminals;
  const count = Math.max(entries.length, laidOut === 1 ? 0 : laidOut);
  return Array.from({ length: Math.min(count, mostTerminals) }, (_, index) => {
    const entry = entries[index];
    const { name, command } = (entry ?? {}) as { name?: unknown; command?: unknown };
    const called = typeof name === "string" && name.trim() ? { name: name.trim().slice(0, longestName) } : {};
    if (typeof command !== "string" || command.trim() === "" || command.length > longestCommand) return called;
    return { ...called, command: flavor ? fillPlaceholders(command, flavor) : command };
  });
}
