import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const seconds = 1_000;

/** Takes ten minutes beside others that take three: begun last, it would go on alone at the end. */
const longest = "cndjp3-chaos.test.ts";

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(b.moduleId.endsWith(longest)) - Number(a.moduleId.endsWith(longest)));
  }
}

// One project for each folder of test/. Nothing is retried; limits are there so that a hanging test ends, not to measure anything.
export default defineConfig({
  test: {
    teardownTimeout: 60 * seconds,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Most of these wait for a process or a clock: three at a time keep two cores busy.
      project("unit", { limit: 60 * seconds, filesAtATime: 3 }),
      // The others share the machine's Docker and its memory.
      project("integration", { limit: 300 * seconds, filesAtATime: 1 }),
      project("browser", { limit: 300 * seconds, filesAtATime: 1 }),
      project("attacks", { limit: 300 * seconds, filesAtATime: 1 }),
      // Each walks in a cluster of its own, and waits for Pods most of the time; the longest took 10 minutes, and machines half as fast are to get through, too.
      project("lessons", { limit: 1_500 * seconds, filesAtATime: 2 }),
      // No part of `npm test`: they are run by `npm run prove`.
      project("proofs", { limit: 600 * seconds, filesAtATime: 1 }),
    ],
  },
});

function project(name: string, { limit, filesAtATime }: { limit: number; filesAtATime: number }) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: "node" as const,
      testTimeout: limit,
      hookTimeout: limit,
      retry: 0,
      pool: "forks" as const,
      maxWorkers: filesAtATime,
    },
  };
}
