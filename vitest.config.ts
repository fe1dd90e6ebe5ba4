import { defineConfig } from "vitest/config";

const seconds = 1_000;

// One project for each folder of test/. Nothing is retried; limits are there so that a hanging test ends, not to measure anything.
export default defineConfig({
  test: {
    teardownTimeout: 60 * seconds,
    projects: [
      project("unit", { limit: 60 * seconds }),
      // The others share the machine's Docker and its memory: one file at a time.
      project("integration", { limit: 300 * seconds, oneFileAtATime: true }),
      project("browser", { limit: 300 * seconds, oneFileAtATime: true }),
      project("attacks", { limit: 300 * seconds, oneFileAtATime: true }),
      project("lessons", { limit: 900 * seconds, oneFileAtATime: true }),
    ],
  },
});

function project(name: string, { limit, oneFileAtATime = false }: { limit: number; oneFileAtATime?: boolean }) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: "node" as const,
      testTimeout: limit,
      hookTimeout: limit,
      retry: 0,
      pool: "forks" as const,
      fileParallelism: !oneFileAtATime,
    },
  };
}
