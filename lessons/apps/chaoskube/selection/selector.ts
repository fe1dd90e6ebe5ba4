/** One condition of a selector. An absent key fulfils `!`, `!=` and `notin`. */
export interface Requirement {
  key: string;
  operator: "exists" | "!" | "=" | "==" | "!=" | "in" | "notin" | ">" | "<";
  values: readonly string[];
}

/** All conditions of a label selector; none selects everything. */
export type Selector = readonly Requirement[];

/** Whether labels (or annotations) fulfil every condition. */
export function selects(selector: Selector, labels: Record<string, string>): boolean {
  return selector.every((requirement) => fulfils(requirement, Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined));
}

/** Writes a selector as Kubernetes does: by key, values in order. */
export function formatSelector(selector: Selector): string {
  return [...selector]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(formatRequirement)
    .join(",");
}

function fulfils({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case "exists":
      return value !== undefined;
    case "!":
      return value === undefined;
    case "=":
    case "==":
    case "in":
      return value !== undefined && values.includes(value);
    case "!=":
    case "notin":
      return value === undefined || !values.includes(value);
    case ">":
      return isWhole(value) && BigInt(value) > BigInt(values[0] ?? 0);
    case "<":
      return isWhole(value) && BigInt(value) < BigInt(values[0] ?? 0);
  }
}

function isWhole(value: string | undefined): value is string {
  return value !== undefined && /^-?\d+$/.test(value);
}

function formatRequirement({ key, operator, values }: Requirement): string {
  if (operator === "exists") return key;
  if (operator === "!") return `!${key}`;
  if (operator === "in" || operator === "notin") return `${key} ${operator} (${[...values].sort().join(",")})`;
  return `${key}${operator}${values[0] ?? ""}`;
}
