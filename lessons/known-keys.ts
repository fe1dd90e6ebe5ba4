import { indexFile } from "./index-file.ts";
import { nearWord } from "./near-word.ts";
import { windowKeys } from "./window/declaration.ts";

/** Keys that somebody reads, by the place of their object. */
interface KnownKeys {
  keys: readonly string[];
  /** True where scenarios from elsewhere have more of their own than anybody has counted: in them only what looks misspelt is told. */
  open?: boolean;
}

const { intro, steps } = indexFile.shape.details.unwrap().shape;
const part = Object.keys(intro.unwrap().shape);
const dashboard: KnownKeys = { keys: ["name", "port", "href", "host"], open: true };
const asset: KnownKeys = { keys: ["file", "target", "chmod", "from"], open: true };

/** What Katacoda and Killercoda know is known, whether or not it changes anything here. */
const knownKeys: Record<string, KnownKeys> = {
  "": { keys: [...Object.keys(indexFile.shape), "icon", "noindex", "private", "pathwayTitle"] },
  "details": { keys: ["intro", "steps", "finish", "assets"] },
  "details.intro": { keys: part },
  "details.finish": { keys: part },
  "details.steps[]": { keys: Object.keys(steps.unwrap().element.shape) },
  "details.assets.*": asset,
  "details.assets.*[]": asset,
  "backend": { keys: ["imageid", "dockerimage", "port", "environment"], open: true },
  "environment": {
    keys: [
      ...["uilayout", "uisettings", "uieditorpath", "uimessage1", "uimessage2", "showide", "icon", "exclusionPatterns", "usermode"],
      ...["showdashboard", "showdashboards", "dashboard", "dashboards", "hideintro", "hidefinish", "hidesidebar", "terminals"],
    ],
    open: true,
  },
  "environment.terminals[]": { keys: ["name", "target", "command"], open: true },
  "environment.dashboards[]": dashboard,
  "dashboards[]": dashboard,
  "interface": { keys: ["layout"], open: true },
  ...Object.fromEntries(Object.entries(windowKeys).map(([place, keys]) => [`details.steps[].window${place}`, { keys }])),
};

/** Keys of `index.json` that nobody reads, with the known key that was probably meant. `foreign`: it was written for another place. */
export function* unknownKeys(value: unknown, { foreign, path = [] }: { foreign: boolean; path?: readonly PropertyKey[] }): Generator<{ path: PropertyKey[]; message: string }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* unknownKeys(item, { foreign, path: [...path, index] });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const place = placeOf(path);
  // An author's key may be called __proto__ or constructor, which every object knows.
  const known = Object.hasOwn(knownKeys, place) ? knownKeys[place] : undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (known && !known.keys.includes(key)) {
      const meant = nearWord(key, known.keys);
      if (meant) yield { path: [...path, key], message: `"${key}" is not known here; is "${meant}" meant?` };
      else if (!(foreign && known.open)) yield { path: [...path, key], message: `"${key}" is not known here and changes nothing` };
    }
    yield* unknownKeys(inner, { foreign, path: [...path, key] });
  }
}

/** `details.steps[].window`; hosts of assets have names of their own. */
function placeOf(path: readonly PropertyKey[]): string {
  const named = path.map((key, n) => (n === 2 && path[0] === "details" && path[1] === "assets" ? "*" : key));
  return named.map((key) => (typeof key === "number" ? "[]" : `.${String(key)}`)).join("").slice(1);
}
