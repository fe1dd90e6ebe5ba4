import type { EnvironmentPool } from "../../clusters/environment.ts";
import type { ProofProgress } from "../lesson/proof/proof-progress.ts";
import type { ProveRun } from "./ledger.ts";

/** What a run works with. */
export interface ProveContext {
  pool: EnvironmentPool;
  /** A folder that outlives the run, for what somebody may look at afterwards. */
  stateDir: string;
  progress: ProofProgress;
  signal: AbortSignal;
}

/** Something that `npm run prove` proves by runs on fresh environments. */
export interface ProofKind {
  /** Names of the runs of a whole proof, in their order. */
  runs: string[];
  /** Does one run. Throws only what is the venue's failure: it is then done again. */
  prove(run: string, context: ProveContext): Promise<Pick<ProveRun, "proved" | "result" | "figures">>;
}
