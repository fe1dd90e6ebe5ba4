import { Command, InvalidArgumentError, Option } from "commander";
import { join } from "node:path";
import { ProofProgress } from "../lesson/proof/proof-progress.ts";
import { proofStateDir, ProofVenue } from "../lesson/proof/proof-venue.ts";
import { acks1Window } from "./acks1/acks1-window.ts";
import { doMissingRuns, missingRuns } from "./missing-runs.ts";
import { lessonsProof } from "./lessons.ts";
import { ProveLedger } from "./ledger.ts";
import { ownWindow } from "./own-window.ts";
import type { ProofKind } from "./proof-kind.ts";
import { tableOf } from "./prove-table.ts";
import { walkProof } from "./walk.ts";
import { windowProof } from "./window.ts";

/** What can be proved, how often unless told, and what that means. */
const kinds: Record<string, { times: number; meaning: string; make: (times: number) => Promise<ProofKind> }> = {
  lessons: { times: 1, meaning: "every lesson, in every language", make: lessonsProof },
  chaos: { times: 10, meaning: "windows that must say intact, each on a fresh cluster, one after the other", make: async (times) => windowProof(await ownWindow("intact"), times) },
  loss: { times: 5, meaning: "windows on a cluster that loses by construction: each must say lost", make: async (times) => windowProof(await ownWindow("lost"), times) },
  acks1: { times: 3, meaning: "windows on three copies without volumes, where the leader's word is enough: each must say intact, or lost with names", make: async (times) => windowProof(await acks1Window(), times) },
  walk: { times: 1, meaning: "both parts of the hands-on by clicks in Chromium, in both languages", make: async (times) => walkProof(times) },
};

interface ProveOptions {
  times?: number;
  state?: string;
  fresh?: boolean;
}

/** The command line of `npm run prove`. */
export function proveCommand(signal: () => AbortSignal): Command {
  const names = Object.entries(kinds).map(([name, { meaning, times }]) => `  ${name.padEnd(8)} ${meaning} (${times === 1 ? "once" : `${times} times`})`);
  return new Command("prove")
    .description("prove again and again what tests prove once; an interrupted proof goes on where it was")
    .argument("<name>", `what to prove:\n${names.join("\n")}`, (name) => (Object.hasOwn(kinds, name) ? name : fail(`there is ${Object.keys(kinds).join(", ")}`)))
    .addOption(new Option("--times <number>", "how often").argParser((value) => (/^[1-9]\d{0,3}$/.test(value) ? Number(value) : fail("must be a number from 1 to 9999"))))
    .option("--state <dir>", "where the runs are written down (~/.local/state/tatami-prove)")
    .option("--fresh", "begin anew instead of going on")
    .action(async (name: string, options: ProveOptions) => {
      process.exitCode = await prove(name, options, signal());
    });
}

/** Does the runs that are missing and prints the table; gives the exit code: 0 all proved, 1 a run was not, 2 the venue failed. */
async function prove(name: string, { times, state, fresh = false }: ProveOptions, signal: AbortSignal): Promise<number> {
  const progress = new ProofProgress(process.stdout);
  const stateDir = proofStateDir(state, "tatami-prove");
  const ledger = new ProveLedger(join(stateDir, `${name}.jsonl`));
  const made = kinds[name] ?? fail(`there is no ${name}`);
  const kind = await made.make(times ?? made.times);
  if (fresh || missingRuns(kind, ledger).length === 0) ledger.putAside();
  const before = kind.runs.length - missingRuns(kind, ledger).length;
  if (before > 0) progress.line(`${before} of ${kind.runs.length} runs were done before; going on`);
  try {
    await using venue = await ProofVenue.open({ stateDir, say: (line) => progress.line(`  ${line}`), signal });
    await doMissingRuns(kind, ledger, { pool: venue.pool, stateDir, progress, signal });
  } catch (error) {
    progress.done();
    const { message, remedy } = error as Error & { remedy?: string };
    progress.line(`✖ Not a proof's failure, but the venue's: ${message}${remedy ? `\n→ ${remedy}` : ""}\nThe same command goes on with the run that was under way.`);
  }
  const runs = ledger.runs().filter(({ run }) => kind.runs.includes(run));
  progress.line(`${tableOf(runs)}\n${runs.filter(({ proved }) => proved).length} of ${kind.runs.length} proved`);
  if (missingRuns(kind, ledger).length > 0) return 2;
  return runs.every(({ proved }) => proved) ? 0 : 1;
}

function fail(reason: string): never {
  throw new InvalidArgumentError(reason);
}
