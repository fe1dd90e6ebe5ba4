import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { readAttacks } from "./attack/attack-report.ts";
import { writeAttackTable } from "./attack/attack-table.ts";
import { runGroup, testGroups } from "./test/group.ts";
import { sweepDeadTestRuns, testFolderPrefix } from "./test/left/leftovers.ts";
import { stateFolders } from "./test/left/run-marks.ts";
import { setUpFor } from "./test/set-up.ts";
import { untilInterrupted } from "./until-interrupted.ts";

// `npm run attack [-- FILTER...]`: runs the attack suite (test/attacks) alone, counts what was refused, and writes it down where asked.
const command = new Command("attack")
  .description("attack a venue of its own as a stranger with a shell would, and count what is refused")
  .option("--json <file>", "write what came of each attack as JSON")
  .option("--table", "bring the table in SECURITY.md up to date")
  .argument("[filter...]", "only test files with this in their path")
  .parse();
const { json, table } = command.opts<{ json?: string; table?: boolean }>();

const interrupted = untilInterrupted();

const group = testGroups.find(({ name }) => name === "attacks");
if (!group) throw new Error("There is no test group named attacks.");
const folder = await mkdtemp(testFolderPrefix);
try {
  await setUpFor(group, interrupted);
  await sweepDeadTestRuns();
  const reports = join(folder, "reports");
  const env = { TATAMI_TEST_RUN: randomBytes(4).toString("hex"), TATAMI_TEST_STATE: stateFolders({ folder }) };
  const result = await runGroup(group, { filters: command.args, env, reports, limitMinutes: group.limitMinutes, signal: interrupted });
  const attacks = await readAttacks(join(reports, `${group.name}.json`));
  const refused = attacks.filter((attack) => attack.refused).length;
  if (json) await writeFile(json, `${JSON.stringify({ tried: attacks.length, refused, attacks }, null, 2)}\n`);
  if (table) await writeAttackTable(attacks);
  for (const { id, reason } of attacks.filter((attack) => !attack.refused)) console.log(`NOT REFUSED  ${id}: ${reason}`);
  for (const line of result.trouble) console.log(line);
  console.log(`${refused} refused of ${attacks.length}`);
  process.exitCode = result.failed > 0 || result.trouble.length > 0 || refused < attacks.length || attacks.length === 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
