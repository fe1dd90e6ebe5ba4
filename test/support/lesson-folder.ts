import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of a test's own with these files in it; what is no text is written as JSON. Disposing it removes it. */
export interface LessonFolder extends AsyncDisposable {
  path: string;
}

/** Writes files below a fresh folder. */
export async function lessonFolder(files: Readonly<Record<string, unknown>>): Promise<LessonFolder> {
  const path = await mkdtemp(join(tmpdir(), "tatami-test-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
