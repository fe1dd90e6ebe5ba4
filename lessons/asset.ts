import { extname } from "node:path";
import { LessonFileError, readLessonFile } from "./lesson-files.ts";
import type { Lesson } from "./lesson.ts";

/** An image of a lesson, ready to be sent. */
export interface LessonImage {
  content: Buffer;
  /** MIME type. An SVG can hold scripts: send it with a Content-Security-Policy. */
  type: string;
}

const types: Record<string, string> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".svg": "image/svg+xml",
};

const imageLimit = 8 * 1024 * 1024;

/** An image of the lesson by its path in the lesson's folder; undefined for everything else: another kind of file, a missing one, a path that leaves the folder. */
export async function lessonAsset(lesson: Lesson, path: string): Promise<LessonImage | undefined> {
  const type = types[extname(path).toLowerCase()];
  if (!type) return undefined;
  try {
    return { content: await readLessonFile(lesson.folder, path, imageLimit), type };
  } catch (error) {
    if (error instanceof LessonFileError) return undefined;
    throw error;
  }
}
