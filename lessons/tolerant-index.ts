import { type IndexFile, indexFile } from "./index-file.ts";
import { indexProblem } from "./index-problem.ts";
import { isObject } from "./is-object.ts";

/** Something in `index.json` that is not as it should be. */
export interface IndexProblem {
  path: PropertyKey[];
  message: string;
}

/** A foreign `index.json` as far as it can be used. */
export interface TolerantIndex {
  /** Missing only where something is refused. */
  index?: IndexFile;
  /** What cannot be gone on without. */
  refused: IndexProblem[];
  /** What was left out; the rest goes on. */
  dropped: IndexProblem[];
  /** Texts and checks that say nothing (`""`, `null`), and were taken for missing. */
  empty: IndexProblem[];
}

/** Keys that no scenario from elsewhere has: who writes them writes for us and is told that they are wrong. */
const ours: readonly PropertyKey[] = ["verifyAs", "grants", "setup", "solve", "cleanup", "verifyTimeout", "recheck", "window", "from"];

/** Dropping one thing may show that another is missing; nothing is nested deeper than this. */
const mostPasses = 6;

/** Reads the `index.json` of a scenario that was written for another place: what is of the wrong kind is left out and told, instead of refusing all of it. */
export function readTolerantIndex(value: unknown): TolerantIndex {
  const copy = structuredClone(value);
  const found: TolerantIndex = { refused: [], dropped: [], empty: [...takeEmpty(copy)] };
  straightenAssets(copy);
  for (let pass = 0; pass < mostPasses; pass++) {
    const checked = indexFile.safeParse(copy);
    if (checked.success) return { ...found, index: checked.data };
    for (const issue of checked.error.issues) {
      const { code, path } = issue;
      const told = { path, message: indexProblem(issue, copy) };
      if (path.length === 0 || code === "too_big" || path.some((key) => ours.includes(key))) found.refused.push(told);
      else if (takeAway(copy, path)) found.dropped.push({ ...told, message: `${told.message}; it is left out` });
    }
    if (found.refused.length > 0) break;
  }
  return found;
}

/** Takes away what says nothing; `""` as an asset's target is the home. */
function* takeEmpty(value: unknown, path: PropertyKey[] = []): Generator<IndexProblem> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* takeEmpty(item, [...path, index]);
  else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== null && inner !== "") yield* takeEmpty(inner, [...path, key]);
      else {
        delete value[key];
        if (key === "text" || key === "verify") yield { path: [...path, key], message: `"${key}" is empty and changes nothing` };
      }
    }
  }
}

/** One asset without a list around it is a list of one; an asset without a target belongs into the home. */
function straightenAssets(index: unknown): void {
  const assets = isObject(index) && isObject(index["details"]) ? index["details"]["assets"] : undefined;
  if (!isObject(assets)) return;
  for (const [host, entries] of Object.entries(assets)) {
    const list: unknown[] = isObject(entries) ? [entries] : Array.isArray(entries) ? entries : [];
    if (isObject(entries)) assets[host] = list;
    for (const entry of list) if (isObject(entry)) entry["target"] ??= "~/";
  }
}

/** Takes the value at this path away, and with it the asset that is nothing without it; in lists a gap stays, so that the others keep their numbers. False where it has gone already. */
function takeAway(root: unknown, wrong: readonly PropertyKey[]): boolean {
  const whole = wrong[1] === "assets" && (wrong[4] === "file" || wrong[4] === "target");
  const path = whole ? wrong.slice(0, 4) : wrong;
  const key = path.at(-1)!;
  let around = root;
  for (const step of path.slice(0, -1)) around = (around as Record<PropertyKey, unknown> | undefined)?.[step];
  if (Array.isArray(around)) {
    const gap = around[Number(key)] !== undefined;
    around[Number(key)] = path.at(-2) === "steps" ? {} : undefined;
    return gap;
  }
  if (!isObject(around) || around[String(key)] === undefined) return false;
  delete around[String(key)];
  return true;
}
