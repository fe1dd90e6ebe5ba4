/** An object of keys and values, as `{ }` is in JSON and YAML; no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
