import { parseArgs } from "node:util";

/** The benches there are, in the order they run. */
export const benchNames = ["join", "boot", "terminal", "memory", "verdict", "lessons", "handson"] as const;

/** Name of one bench. */
export type BenchName = (typeof benchNames)[number];

/** What was asked for on the command line. */
export interface BenchOptions {
  benches: BenchName[];
  /** Where the figures go as JSON. */
  json?: string;
  /** How many learners join, one after the other. */
  joins: number;
  /** How many times our bring-up and plain kind's are measured. */
  pairs: number;
}

/** Words on the command line that mean nothing here. */
export class BenchUsage extends Error {
  override readonly name = "BenchUsage";
}

const usage = `npm run bench -- [${benchNames.join("] [")}] [--json FILE] [--joins NUMBER] [--pairs NUMBER]`;

/** Reads the command line; no name means all benches. Throws {@link BenchUsage} with every mistake. */
export function parseBenchOptions(argv: readonly string[]): BenchOptions {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: { json: { type: "string" }, joins: { type: "string", default: "8" }, pairs: { type: "string", default: "3" } },
    strict: false,
    tokens: true,
  });
  const mistakes: string[] = [];
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!["json", "joins", "pairs"].includes(token.name)) mistakes.push(`${token.rawName}: there is no such option`);
    else if (!token.value) mistakes.push(`${token.rawName}: a value is missing after it`);
  }
  for (const name of positionals) if (!isBench(name)) mistakes.push(`${name}: there is no such bench`);
  const number = (name: "joins" | "pairs"): number => {
    const value = String(values[name]);
    if (!/^[1-9]\d{0,2}$/.test(value)) mistakes.push(`--${name}: must be a whole number from 1 to 999`);
    return Number(value);
  };
  const options = { joins: number("joins"), pairs: number("pairs"), ...(typeof values.json === "string" && { json: values.json }) };
  if (mistakes.length > 0) throw new BenchUsage(`${mistakes.join("\n")}\n${usage}`);
  return { ...options, benches: benchNames.filter((name) => positionals.length === 0 || positionals.includes(name)) };
}

function isBench(name: string): name is BenchName {
  return (benchNames as readonly string[]).includes(name);
}
