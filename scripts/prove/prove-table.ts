import type { ProveRun } from "./ledger.ts";

/** Characters of a result; the whole of it stands in the ledger. */
const widest = 60;

/** The runs as a table: one a line, their figures in columns. */
export function tableOf(runs: readonly ProveRun[]): string {
  const names = [...new Set(runs.flatMap(({ figures }) => Object.keys(figures)))];
  const rows = [
    ["run", "result", "seconds", ...names],
    ...runs.map(({ run, proved, result, seconds, figures }) => [run, `${proved ? "✔" : "✖"} ${result.length > widest ? `${result.slice(0, widest)} …` : result}`, seconds.toFixed(1), ...names.map((name) => String(figures[name] ?? ""))]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length))) ?? [];
  return rows.map((row) => row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length)).join("  ").trimEnd()).join("\n");
}
