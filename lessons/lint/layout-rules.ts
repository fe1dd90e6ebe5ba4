import type { JsonSource } from "../json-source.ts";
import { dashboardsOf, layoutName, linkOf, portOf } from "../layout.ts";
import { readLayoutName } from "../layout-name.ts";
import type { Lesson } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";

/** What of a scenario's layout is not followed, or otherwise than it says. */
export function* layoutRules({ foreign }: Lesson, index: JsonSource): Generator<Mistake> {
  const at = (message: string, ...path: PropertyKey[]): Mistake => ({ file: "index.json", line: index.lineOf(path), message });
  const name = layoutName(foreign);
  const place = hasLayout(foreign["environment"]) ? ["environment", "uilayout"] : ["interface", "layout"];
  const { webPage, unknown } = readLayoutName(name ?? "");
  if (unknown.length > 0) yield at(`the layout "${name}" is not known here (${unknown.join(", ")}): it is shown with a terminal`, ...place);
  else if (webPage) yield at(`the layout "${name}" has a web page beside the text: here a button opens it, for each dashboard with a port`, ...place);
  for (const dashboard of dashboardsOf(foreign)) {
    if (portOf(dashboard) || linkOf(dashboard)) continue;
    const { name: called, href, port } = (dashboard ?? {}) as { name?: unknown; href?: unknown; port?: unknown };
    yield at(`the dashboard ${JSON.stringify(called ?? "")} is not shown: ${JSON.stringify(href ?? port ?? null)} is no port of the learner's environment, and no address`, ...(foreign["dashboards"] ? ["dashboards"] : ["environment", "dashboards"]));
  }
}

function hasLayout(environment: unknown): boolean {
  return typeof environment === "object" && environment !== null && "uilayout" in environment;
}
