import type { Flavor } from "../clusters/environment.ts";
import { layoutName } from "./layout.ts";
import { readLayoutName } from "./layout-name.ts";
import type { Lesson } from "./lesson.ts";
import { fillPlaceholders } from "./placeholders.ts";

/** As many as the page opens for one learner. */
const mostTerminals = 8;
const longestCommand = 10_000;
/** Characters of a name that a tab has room for. */
const longestName = 24;

/** `environment.terminals` as far as it can be used, and as many as the layout has; placeholders are filled for a flavor where one is given. Their targets (`host01`, `host02`, ...) are all the one machine. */
export function startTerminals(foreign: Lesson["foreign"], flavor: Flavor | undefined): Lesson["terminals"] {
  const { terminals } = (foreign["environment"] ?? {}) as { terminals?: unknown };
  const entries: unknown[] = Array.isArray(terminals) ? terminals : [];
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
