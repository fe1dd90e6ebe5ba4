import { relative } from "node:path";
import { lessonsIn } from "../../lessons/lint/lint-folders.ts";
import { loadLesson } from "../../lessons/load.ts";
import type { LessonProof } from "../../lessons/proof/proof.ts";
import { ownLessonsDir } from "../../server/workshop/shelf.ts";
import { reportOf } from "../lesson/proof/proof-report.ts";
import { testLessons } from "../lesson/proof/test-lessons.ts";
import type { ProofKind } from "./proof-kind.ts";

/** Every lesson of ours, by its solutions and by its texts in each language; a run for each lesson. */
export async function lessonsProof(times: number): Promise<ProofKind> {
  const { lessons } = await lessonsIn(ownLessonsDir);
  const ids = lessons.map((folder) => relative(ownLessonsDir, folder));
  return {
    runs: Array.from({ length: times }, (_, round) => ids.map((id) => (times === 1 ? id : `${id} ${round + 1}`))).flat(),
    async prove(run, { pool, progress, signal }) {
      const lesson = await loadLesson(`${ownLessonsDir}/${run.split(" ")[0]}`, run.split(" ")[0]);
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
