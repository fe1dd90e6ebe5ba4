import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintFolders } from "../../../lessons/lint/lint-folders.ts";
import { loadLessons } from "../../../lessons/load-all.ts";
import type { LessonText } from "../../../lessons/lesson.ts";
import { renderMarkdown } from "../../../lessons/markdown.ts";
import type { BenchRun } from "../bench-venue.ts";
import { below, type Figure, noted, percentile } from "../figure.ts";
import { writeScenarios } from "./scenarios.ts";

/** Measures how long it takes to lint as many scenarios as are public, to load them, and to render each of their steps for the first time. */
export async function benchManyLessons({ onStage, signal }: BenchRun): Promise<Record<string, Figure>> {
  const folder = await mkdtemp(join(tmpdir(), "tatami-bench-"));
  try {
    onStage("writing scenarios");
    const count = await writeScenarios(folder);
    signal.throwIfAborted();
    onStage(`linting ${count}`);
    const { seconds: lint, result: report } = await timed(() => lintFolders([folder]));
    const others = report.mistakes.filter(({ message }) => !/is not in the learner's home/.test(message));
    if (report.lessons !== count || others.length > 0) throw new Error(`linted ${report.lessons} of ${count}: ${JSON.stringify(others.slice(0, 3))}`);
    signal.throwIfAborted();
    onStage(`loading ${count}`);
    const { seconds: load, result: shelf } = await timed(() => loadLessons(folder));
    if (shelf.lessons.length !== count) throw new Error(`loaded ${shelf.lessons.length} of ${count}: ${JSON.stringify(shelf.broken.slice(0, 3))}`);
    signal.throwIfAborted();
    onStage("rendering their steps");
    const texts = shelf.lessons.flatMap((lesson) => lesson.steps.flatMap(({ text }) => (text.en ? [{ id: lesson.id, text: text.en }] : [])));
    const renders = texts.map(({ id, text }) => render(id, text));
    return {
      "lint of 650 scenarios": below(lint, 10, "s", { note: `${texts.length} steps; the scripts are read by bash` }),
      "load of 650 scenarios": noted(load, "s"),
      "render of a step, p95": below(percentile(renders, 0.95), 5, "ms", { note: `${texts.length} texts of about ${Math.round(texts.reduce((sum, { text }) => sum + text.markdown.length, 0) / texts.length)} characters, none twice, the first ones included` }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function render(lessonId: string, { file, markdown }: LessonText): number {
  const began = performance.now();
  renderMarkdown(markdown, { file, lessonId, language: "en", assetPrefix: "/assets/" });
  return performance.now() - began;
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1_000, result };
}
