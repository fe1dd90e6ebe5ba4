import type { Flavor } from "../clusters/environment.ts";
import type { Lesson } from "./lesson.ts";
import { fillPlaceholders } from "./placeholders.ts";

/** As many as the page opens for one learner. */
const mostTerminals = 8;
const longestCommand = 10_000;

/** `environment.terminals` as far as it can be used, its placeholders filled for a flavor where one is given. Their targets (`host01`, `host02`, ...) are all the one machine. */
export function startTerminals(environment: Readonly<Record<string, unknown>> | undefined, flavor: Flavor | undefined): Lesson["terminals"] {
  const entries = environment?.["terminals"];
  if (!Array.isArray(entries)) return [];
  return entries.slice(0, mostTerminals).map((entry: unknown) => {
    const { command } = (entry ?? {}) as { command?: unknown };
    if (typeof command !== "string" || command.trim() === "" || command.length > longestCommand) return {};
    return { command: flavor ? fillPlaceholders(command, flavor) : command };
  });
}
