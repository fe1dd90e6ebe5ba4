import type { ProveLedger } from "./ledger.ts";
import type { ProofKind, ProveContext } from "./proof-kind.ts";

/** The runs of a proof that have not been done yet. */
export function missingRuns({ runs }: ProofKind, ledger: ProveLedger): string[] {
  const done = new Set(ledger.runs().map(({ run }) => run));
  return runs.filter((run) => !done.has(run));
}

/** Does the missing runs in their order and writes each down as it ends. Throws what is the venue's failure; the run under way is then missing still. */
export async function doMissingRuns(kind: ProofKind, ledger: ProveLedger, context: ProveContext): Promise<void> {
  const { progress, signal } = context;
  for (const run of missingRuns(kind, ledger)) {
    const begin = performance.now();
    progress.line(`… ${run}`);
    const { proved, result, figures } = await kind.prove(run, context);
    signal.throwIfAborted();
    ledger.add({ run, proved, result, seconds: Math.round((performance.now() - begin) / 100) / 10, at: new Date().toISOString(), figures });
    progress.line(`${proved ? "✔" : "✖"} ${run}: ${result} ${JSON.stringify(figures)}`);
  }
}
