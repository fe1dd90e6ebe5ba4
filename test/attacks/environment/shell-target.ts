import type { Places } from "./places.ts";

/** What came of a script: its exit code, undefined when it was ended, and all that it printed. */
export interface Ended {
  exitCode?: number | undefined;
  output: string;
}

/** A learner's environment as an attacker has it in their hands. */
export interface ShellTarget {
  /** In the toolbox, with the learner's kubeconfig. */
  shell(script: string): Promise<Ended>;
  /** In a Pod of the learner's. */
  pod(script: string): Promise<Ended>;
  /** In the toolbox of another learner. */
  neighbour(script: string): Promise<Ended>;
  /** What there is around it, all of it made by the test. */
  places: Places;
}

/** Where a script can be run. */
export type Standpoint = "shell" | "pod" | "neighbour";
