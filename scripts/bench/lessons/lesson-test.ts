import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentWish } from "../../../lessons/environment-wish.ts";
import { loadLesson } from "../../../lessons/load.ts";
import type { LessonProof } from "../../../lessons/proof/proof.ts";
import { environmentsFor } from "../../../lessons/proof/prove-lesson.ts";
import { ProofProgress } from "../../lesson/proof/proof-progress.ts";
import { reportOf } from "../../lesson/proof/proof-report.ts";
import { testLessons } from "../../lesson/proof/test-lessons.ts";
import type { BenchRun, BenchVenue } from "../bench-venue.ts";
import { below, type Figure } from "../figure.ts";
import { writeFiveStepLesson } from "./five-step-lesson.ts";
import { MadeEnvironments } from "./made-environments.ts";

const times = 3;

/** Measures what `tatami lesson test` does with a lesson of five steps, from its first environment to its last check. */
export async function benchLessonTest({ venue, onStage, signal }: BenchRun & { venue: BenchVenue }): Promise<Record<string, Figure>> {
  const folder = await mkdtemp(join(tmpdir(), "tatami-bench-"));
  try {
    await writeFiveStepLesson(folder);
    const lesson = await loadLesson(folder, "five-steps");
    const samples: number[] = [];
    while (samples.length < times) {
      onStage(`test of five steps, ${samples.length + 1} of ${times}: making environments`);
      await using pool = await MadeEnvironments.make(venue.maker, environmentsFor(lesson), { ...environmentWish(lesson), signal });
      onStage(`test of five steps, ${samples.length + 1} of ${times}: testing`);
      const proofs: LessonProof[] = [];
      const began = performance.now();
      await testLessons([lesson], { pool, signal, progress: new ProofProgress(process.stdout), onProof: (proof) => proofs.push(proof) });
      samples.push((performance.now() - began) / 1_000);
      const unproved = proofs.find(({ proved }) => !proved);
      if (unproved) throw new Error(`the lesson is not proved:\n${reportOf(unproved)}`);
    }
    const note = "the longest; a shell lesson in two languages: its solutions, then its commands in each, each in an environment of its own that was made before";
    return { "test of a five-step shell lesson": below(Math.max(...samples), 20, "s", { samples, note }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
