import type { Selector } from "./selector.ts";

/** Names to choose from and names to leave out, as `--namespaces` and `--kinds` give them; no included name includes all. */
export interface NameList {
  included: ReadonlySet<string>;
  excluded: ReadonlySet<string>;
}

/** Takes a selector of bare names, some with `!`, for a list of names. Throws an Error at any other condition. */
export function nameListOf(selector: Selector): NameList {
  for (const { operator } of selector) if (operator !== "exists" && operator !== "!") throw new Error(`unsupported operator: ${operator}`);
  const names = (operator: string) => new Set(selector.filter((requirement) => requirement.operator === operator).map(({ key }) => key));
  return { included: names("exists"), excluded: names("!") };
}

/** Whether one of the names is included, or none has to be, and none is excluded. */
export function admits({ included, excluded }: NameList, names: readonly string[]): boolean {
  return (included.size === 0 || names.some((name) => included.has(name))) && !names.some((name) => excluded.has(name));
}
