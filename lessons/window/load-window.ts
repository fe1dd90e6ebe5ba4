import type { LessonScript } from "../lesson.ts";
import type { WindowDeclaration } from "./declaration.ts";
import type { LessonWindow } from "./window.ts";

const scripts = ["watch", "heal", "settled", "read"] as const;

/** A step's `window` with its scripts; undefined when one of them cannot be read, which `script` has told by then. */
export async function loadWindow(declared: WindowDeclaration, script: (named: string, key: string) => Promise<LessonScript | undefined>): Promise<LessonWindow | undefined> {
  const loaded: Partial<Record<(typeof scripts)[number], LessonScript>> = {};
  for (const key of scripts) {
    const named = declared[key];
    const read = named === undefined ? undefined : await script(named, key);
    if (read) loaded[key] = read;
  }
  const { seconds, send, follow, needs, expect, look } = declared;
  const { read, ...others } = loaded;
  return read && { seconds, send, needs, expect, read, ...others, ...(follow && { follow }), ...(look !== undefined && { look }) };
}
