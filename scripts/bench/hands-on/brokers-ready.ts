import { join } from "node:path";
import { loadLesson } from "../../../lessons/load.ts";
import { prepareLesson, solveStep } from "../../../lessons/scripts.ts";
import { ownLessonsDir } from "../../../server/workshop/shelf.ts";
import type { BenchRun, BenchVenue } from "../bench-venue.ts";
import { atMost, type Figure, median } from "../figure.ts";

const rounds = 3;
const goalSeconds = 30;
/** What the lesson's step has the learner click. */
const click = "kubectl apply -f kafka.yaml && kubectl -n kafka rollout status statefulset/kafka --timeout=180s";

/** How long it takes from the click that hands Kafka's manifest over until three brokers are Ready, each time on a cluster that has never seen one. */
export async function benchBrokersReady({ venue, onStage, signal }: BenchRun & { venue: BenchVenue }): Promise<Record<string, Figure>> {
  const lesson = await loadLesson(join(ownLessonsDir, "cndjp3", "chat"), "cndjp3/chat");
  const samples: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    onStage(`${round} of ${rounds}: making a cluster`);
    await using environment = await venue.maker.make("cluster", { signal });
    await environment.unpause(signal);
    const { holder } = environment;
    await prepareLesson({ lesson, holder, signal });
    // The namespace.
    const first = await solveStep({ lesson, step: 0, holder, signal });
    if (first?.exitCode !== 0) throw new Error(`the first step could not be solved:\n${first?.output ?? ""}`);
    onStage(`${round} of ${rounds}: starting three brokers`);
    const begin = performance.now();
    const { exitCode, output } = await holder.runScript({ user: "learner", script: click, timeoutMs: 200_000, signal });
    if (exitCode !== 0) throw new Error(`three brokers did not become Ready:\n${output.slice(-4_000)}`);
    samples.push((performance.now() - begin) / 1000);
  }
  const note = `from the click on \`kubectl apply -f kafka.yaml\`, ${rounds} fresh clusters; the image is in the store`;
  return {
    "handson three brokers Ready, median": atMost(median(samples), goalSeconds, "s", { samples, note }),
    "handson three brokers Ready, worst": atMost(Math.max(...samples), goalSeconds, "s"),
  };
}
