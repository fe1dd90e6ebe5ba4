import { parseArgs } from "node:util";
import { type Flag, flagTable } from "./flag-table.ts";

type Named<Takes> = Extract<(typeof flagTable)[number], { takes: Takes }>["name"];

/** What the command line and the environment say, before anyone has looked at the values; the command line wins. */
export interface RawFlags {
  value(name: Named<"value">): string;
  isOn(name: Named<"switch">): boolean;
}

/** The command line is wrong; the message says what, as a program's usage error does. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Gives the flags, or the text that --help and --version ask for. Throws {@link UsageError}. */
export function readFlags(args: readonly string[], env: Record<string, string | undefined>): RawFlags | "help" | "version" {
  const given = parse(args);
  if (given.has("help")) return "help";
  if (given.has("version")) return "version";
  const read = (name: string) => given.get(name) ?? (env[variableOf(name)] || fallbackOf(name));
  for (const { name, takes } of flagTable) if (takes === "switch") truth(name, read(name));
  return { value: read, isOn: (name) => truth(name, read(name)) };
}

/** The environment variable that stands for a flag. */
export function variableOf(name: string): string {
  return `CHAOSKUBE_${name.toUpperCase().replaceAll("-", "_")}`;
}

function parse(args: readonly string[]): Map<string, string> {
  const options = Object.fromEntries([...flagTable.map(({ name, takes }: Flag) => [name, takes] as const), ["help", "switch"], ["version", "switch"]].map(([name, takes]) => [name, { type: takes === "value" ? ("string" as const) : ("boolean" as const) }]));
  const given = new Map<string, string>();
  for (const token of tokensOf(args, options)) {
    if (token.kind === "positional") throw new UsageError(`unexpected ${token.value}`);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (given.has(name)) throw new UsageError(`flag '${name}' cannot be repeated`);
    given.set(name, value ?? String(rawName === `--${name}`));
  }
  return given;
}

function tokensOf(args: readonly string[], options: Record<string, { type: "string" | "boolean" }>) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowNegative: true, allowPositionals: true, tokens: true }).tokens;
  } catch (error) {
    throw new UsageError(words(error));
  }
}

/** parseArgs also teaches how to pass what looks like a flag; its first sentence says what is wrong. */
function words(error: unknown): string {
  const [sentence = ""] = String((error as Error).message).split(/[.\n] ?(?:To|Did|$)/);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function truth(name: string, text: string): boolean {
  if (/^(1|t|true)$/i.test(text)) return true;
  if (/^(0|f|false)$/i.test(text)) return false;
  throw new UsageError(`${variableOf(name)} must be true or false but is '${text}'`);
}

function fallbackOf(name: string): string {
  return flagTable.find((flag) => flag.name === name)?.fallback ?? "";
}
