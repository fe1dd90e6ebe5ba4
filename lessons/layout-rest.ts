import { most, wanted } from "./layout.ts";
import type { Lesson } from "./lesson.ts";
import { mostTerminals } from "./start-terminals.ts";

/** What of a scenario's layout there is no room for, and where `index.json` names it. */
export function layoutRest(foreign: Lesson["foreign"]): { path: PropertyKey[]; message: string }[] {
  const { files, ports, links } = wanted(foreign);
  const { terminals, dashboards } = (foreign["environment"] ?? {}) as { terminals?: unknown; dashboards?: unknown };
  // The learner's own comes before those that are named.
  const named = Array.isArray(terminals) && terminals.length > 0 ? terminals.length + 1 : 0;
  const where = Array.isArray(dashboards) ? ["environment", "dashboards"] : ["dashboards"];
  return [
    { path: ["files"], what: "files are opened in the editor", count: files.length, limit: most.files },
    { path: where, what: "dashboards with a port are shown", count: ports.length, limit: most.ports },
    { path: where, what: "dashboards with an address are shown", count: links.length, limit: most.links },
    { path: ["environment", "terminals"], what: "terminals are opened", count: named, limit: mostTerminals },
  ].flatMap(({ path, what, count, limit }) => (count > limit ? [{ path, message: `only the first ${limit} of ${count} ${what}` }] : []));
}
