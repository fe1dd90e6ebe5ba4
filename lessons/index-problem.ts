import type { z } from "zod";

/** What is wrong at one place of an `index.json` (or of a file that lists lessons), in its author's words: `step 1: verifyTimeout must be a number, without quotes`. */
export function indexProblem(issue: z.core.$ZodIssue, value: unknown): string {
  const told = requirement(issue, valueAt(value, issue.path));
  // A schema's own message goes on from the place, or is a sentence of its own.
  return `${placeOf(issue.path)}${/^(?:must|is)\b/.test(told) ? "" : ":"} ${told}`;
}

/** A place as its author counts and calls it: steps and entries from 1. */
function placeOf(path: readonly PropertyKey[]): string {
  const [first, second, third, ...rest] = path;
  if (path.length === 0) return "the file";
  if (first === "details" && second === "steps" && typeof third === "number") return within(`step ${third + 1}`, rest);
  if (first === "details" && (second === "intro" || second === "finish") && third !== undefined) return within(second, [third, ...rest]);
  if (first === "details" && second === "assets" && third !== undefined && typeof rest[0] === "number") return within(`entry ${rest[0] + 1} of the assets for ${String(third)}`, rest.slice(1));
  if (typeof second === "number") return within(`entry ${second + 1} of ${String(first)}`, path.slice(2));
  return path.map(String).join(".");
}

function within(place: string, rest: readonly PropertyKey[]): string {
  return rest.length === 0 ? place : `${place}: ${rest.map(String).join(".")}`;
}

function requirement(issue: z.core.$ZodIssue, value: unknown): string {
  if (!/^(?:Invalid|Too (?:big|small)|Unrecognized)\b/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      if (value === undefined) return "is missing";
      return `must be ${kinds[issue.expected] ?? issue.expected}${typeof value === "string" && /^(?:number|int|boolean)$/.test(issue.expected) ? ", without quotes" : ""}`;
    case "invalid_value":
      return `must be ${issue.values.map((one) => JSON.stringify(one)).join(" or ")}`;
    case "too_big":
      return `must be at most ${measured(issue.maximum, issue.origin)}`;
    case "too_small":
      return `must be at least ${measured(issue.minimum, issue.origin)}`;
    default:
      return issue.message;
  }
}

const kinds: Record<string, string> = {
  string: "a text, in double quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list: [ ]",
  object: "an object: { }",
  record: "an object: { }",
};

function measured(size: number | bigint, origin: string): string {
  if (origin === "string") return `${size} characters long`;
  return origin === "array" ? `${size} entries long` : String(size);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((around: unknown, key) => (typeof around === "object" && around !== null && Object.hasOwn(around, key) ? (around as Record<PropertyKey, unknown>)[key] : undefined), value);
}
