import { extname, join } from "node:path";
import { findLessonFile, LessonFileError } from "./lesson-files.ts";
import type { Lesson } from "./lesson.ts";

/** An image of a lesson, ready to be sent. */
export interface LessonImage {
  /** Real path of its file: whoever reads slowly, or not at all, is to hold no more of it in memory than what is under way. */
  file: string;
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

/** `_ja/` in a path: translations mirror the tree of the texts, and seldom that of the images. */
const mirror = /(^|\/)_(?:ja|en)\//;

/** `NAME/assets/` is written from the root of Katacoda's site: NAME is who wrote the scenarios, and no folder of theirs. */
const ofAuthor = /^(?!\.\.?\/)[^/]+\/(?=assets\/)/;

/**
 * An image of the lesson by its path in the lesson's folder, or, for what several lessons share in a folder named assets and for translations, in the folder that all lessons are in;
 * the original's where a translation has none of that name, and what an author's name stands in front of in the nearest assets around the lesson. Undefined for everything else: another kind of file, a missing one, a path that leaves these.
 */
export async function lessonAsset(lesson: Lesson, path: string): Promise<LessonImage | undefined> {
  const original = path.replace(mirror, "$1");
  const inLesson = original.startsWith(`${lesson.id}/`) ? original.slice(lesson.id.length + 1) : original;
  return (await imageAt(lesson, path)) ?? (original === path ? undefined : ((await imageAt(lesson, inLesson)) ?? (await imageAt(lesson, original)))) ?? (ofAuthor.test(path) ? imageAround(lesson, path.replace(ofAuthor, "")) : undefined);
}

/** In the lesson's folder, or in the nearest one around it, up to the one that all lessons are in. */
async function imageAround(lesson: Lesson, path: string): Promise<LessonImage | undefined> {
  const type = types[extname(path).toLowerCase()];
  const ways = lesson.folder.endsWith(`/${lesson.id}`) ? lesson.id.split("/").map((_, depth) => "../".repeat(depth + 1)) : [];
  for (const way of type ? ["", ...ways] : []) {
    const file = await findIn(join(lesson.folder, way), path);
    if (file !== undefined) return { file, type: type! };
  }
  return undefined;
}

async function imageAt(lesson: Lesson, path: string): Promise<LessonImage | undefined> {
  const type = types[extname(path).toLowerCase()];
  if (!type) return undefined;
  const root = lesson.folder.endsWith(`/${lesson.id}`) && /(?:^|\/)(?:assets|_ja|_en)\//.test(path) ? lesson.folder.slice(0, -lesson.id.length - 1) : undefined;
  const file = (await findIn(lesson.folder, path)) ?? (root && (await findIn(root, path)));
  return file ? { file, type } : undefined;
}

async function findIn(folder: string, path: string): Promise<string | undefined> {
  try {
    return await findLessonFile(folder, path, imageLimit);
  } catch (error) {
    if (error instanceof LessonFileError) return undefined;
    throw error;
  }
}
