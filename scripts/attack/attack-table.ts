import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AttackResult } from "./attack-report.ts";

const file = join(import.meta.dirname, "..", "..", "SECURITY.md");
const begin = "<!-- attacks: written by `npm run attack -- --table` -->";
const end = "<!-- end of attacks -->";

/** Puts what came of each attack between the two marks in SECURITY.md. Throws when they are not there. */
export async function writeAttackTable(attacks: readonly AttackResult[]): Promise<void> {
  const text = await readFile(file, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`SECURITY.md lacks the lines ${begin} and ${end}: the table goes between them.`);
  await writeFile(file, `${text.slice(0, from + begin.length)}\n\n${tableOf(attacks)}\n\n${text.slice(to)}`);
}

/** The attacks as a markdown table: what is tried, and what the attacker reads. */
export function tableOf(attacks: readonly AttackResult[]): string {
  const rows = attacks.map(({ id, what, refused, reason }) => `| ${cell(id)} | ${cell(what)} | ${refused ? cell(reason) : "**not refused**"} |`);
  return ["| attack | what the attacker does | the answer |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Whatever an attack's answer holds stays in its cell. */
function cell(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/[|<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll("`", "'");
}
