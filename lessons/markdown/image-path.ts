import { posix } from "node:path";

/** True for an image's address that is none in the lesson: of the outer web, or written into the text. */
export function isElsewhere(src: string): boolean {
  return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(src);
}

/** An image of the lesson: beside its text, below the folder, from the scenario's root, or, below the folder that all lessons are in, in assets/ or among translations of the repository around it; undefined for what is elsewhere. */
export function imagePath(src: string, { file, lessonId }: { file: string; lessonId: string }): string | undefined {
  if (src === "" || isElsewhere(src) || /[\\?#\0-\x1f]/.test(src)) return undefined;
  const named = decoded(src);
  const own = [lessonId, posix.basename(lessonId)].find((name) => named.startsWith(`/${name}/`));
  const inLesson = posix.normalize(named.startsWith("/") ? named.slice(own === undefined ? 1 : own.length + 2) : posix.join(posix.dirname(file), named));
  if (!inLesson.startsWith("..")) return inLesson.startsWith("/") ? undefined : inLesson;
  const inRepository = posix.join(lessonId, inLesson);
  return inRepository.startsWith("..") || !/(?:^|\/)(?:assets|_ja|_en)\//.test(inRepository) ? undefined : inRepository;
}

function decoded(src: string): string {
  try {
    return decodeURIComponent(src);
  } catch {
    // A stray % is part of the name.
    return src;
  }
}
