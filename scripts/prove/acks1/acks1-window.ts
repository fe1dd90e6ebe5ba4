import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LessonScript } from "../../../lessons/lesson.ts";
import { ownWindow } from "../own-window.ts";
import type { WindowCase } from "../window.ts";

/**
 * The lesson's own window on another deployment: three copies, min ISR 1, no volumes, and a chat that takes the leader's word (ACKS=1).
 * That usually loses nothing, and the verdict must say so; it may lose something, and must then name it. Anything else proves nothing.
 */
export async function acks1Window(): Promise<WindowCase> {
  const { lesson, step } = await ownWindow("intact");
  const own = lesson.steps[step];
  if (!own) throw new RangeError(`${lesson.id} has no step ${step}`);
  return {
    lesson: { ...lesson, steps: [{ ...own, solve: await script("deploy.sh"), verify: await script("verify.sh") }] },
    step: 0,
    proves: ({ result, lost }) => result === "intact" || (result === "lost" && lost.first.length > 0),
  };
}

async function script(file: string): Promise<LessonScript> {
  return { file, source: await readFile(join(import.meta.dirname, file), "utf8") };
}
