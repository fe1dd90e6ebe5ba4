import { type Flag, flagTable } from "./flag-table.ts";
import { variableOf } from "./read-flags.ts";

/** The text of --help. */
export function help(): string {
  const lines = flagTable.map(({ name, takes, fallback, help }: Flag) => {
    const left = takes === "switch" ? `--[no-]${name}` : `--${name}=${fallback ? `"${fallback}"` : "..."}`;
    return `  ${left.padEnd(32)} ${help} ($${variableOf(name)})`;
  });
  return ["usage: chaoskube [<flags>]", "", "Tatami's stand-in for linki/chaoskube 0.39: terminates random pods to introduce chaos.", "", "Flags:", "  --help                           Show this help", "  --version                        Show the version", ...lines, ""].join("\n");
}
