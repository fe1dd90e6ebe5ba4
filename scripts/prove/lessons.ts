import { join, relative } from "node:path";
import { lessonsIn } from "../../lessons/lint/lint-folders.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { loadLesson } from "../../lessons/load.ts";
import { LessonMistakes, printMistake } from "../../lessons/mistakes.ts";
import type { LessonProof } from "../../lessons/proof/proof.ts";
import { ownLessonsDir } from "../../server/workshop/shelf.ts";
import type { ProofProgress } from "../lesson/proof/proof-progress.ts";
import { reportOf } from "../lesson/proof/proof-report.ts";
import { testLessons } from "../lesson/proof/test-lessons.ts";
import type { ProveRun } from "./ledger.ts";
import type { ProofKind } from "./proof-kind.ts";

/** Every lesson of ours, by its solutions and by its texts in each language; a run for each lesson. Throws where a lesson would be left out. */
export async function lessonsProof(times: number, dir = ownLessonsDir): Promise<ProofKind> {
  const { lessons, mistakes } = await lessonsIn(dir);
  if (mistakes.length > 0) throw new Error(`not every lesson can be found, so that not every lesson could be proved; mend this first:\n${mistakes.map(printMistake).join("\n")}`);
  const ids = lessons.map((folder) => relative(dir, folder));
  return {
    runs: Array.from({ length: times }, (_, round) => ids.map((id) => (times === 1 ? id : `${id} ${round + 1}`))).flat(),
    async prove(run, { pool, progress, signal }): Promise<Omit<ProveRun, "run" | "seconds" | "at">> {
      const lesson = await load(dir, run.split(" ")[0] ?? run, progress);
      if (!lesson) return { proved: false, result: "it has mistakes and cannot be used", figures: {} };
      const proofs: LessonProof[] = [];
      await testLessons([lesson], { pool, signal, progress, onProof: (made) => proofs.push(made) });
      const proof = proofs[0] as LessonProof;
      progress.line(reportOf(proof));
      const done = proof.steps.filter(({ status }) => status === "proved").length;
      const nearMisses = proof.steps.flatMap(({ stages }) => stages).filter(({ stage }) => stage === "near-miss").length;
      return { proved: proof.proved, result: `${done} of ${proof.steps.length} steps`, figures: { languages: proof.languages.join("+"), "near misses": nearMisses } };
    },
  };
}

/** Undefined for a lesson with mistakes, which are told: they are not the venue's failure. */
async function load(dir: string, id: string, progress: ProofProgress): Promise<Lesson | undefined> {
  try {
    return await loadLesson(join(dir, id), id, { lessons: dir });
  } catch (error) {
    if (!(error instanceof LessonMistakes)) throw error;
    progress.line(error.message);
    return undefined;
  }
}
