import type { Program } from "./recipes/program-bundle.ts";
import type { Workload } from "./workload.ts";

/** What lessons add to a venue's images. */
export interface LessonImages {
  workloads: readonly Workload[];
  /** Programs for the learner's toolbox, by the names of the commands. */
  toolboxPrograms: Readonly<Record<string, Program>>;
}
