import type { LessonText } from "./lesson.ts";
import { type ReadText, readText } from "./markdown.ts";
import { withinTime } from "./markdown/within-time.ts";

/** What stands in each text of a lesson, for those who look for mistakes. Whoever shows the lesson drops it: it is many times as large as the text. */
export type Readings = ReadonlyMap<LessonText, ReadText>;

/** Some texts, read. */
export interface TextsRead {
  readings: Readings;
  /** The first that cannot be read at all, mostly because it takes longer than any honest one, and why. */
  unreadable?: { file: string; message: string };
}

/** Reads texts as markdown. All are tried in one go: to watch over each costs more than to read it. */
export function readTexts(texts: readonly LessonText[]): TextsRead {
  const readings = new Map<LessonText, ReadText>();
  try {
    withinTime(() => texts.forEach((text) => readings.set(text, readText(text.markdown, { watched: true }))));
    return { readings };
  } catch {
    // No other is tried after the first: each could take as long.
    for (const text of texts) {
      const unreadable = whyUnreadable(text);
      if (unreadable) return { readings, unreadable };
    }
    return { readings };
  }
}

function whyUnreadable({ file, markdown }: LessonText): TextsRead["unreadable"] {
  try {
    readText(markdown);
    return undefined;
  } catch (error) {
    return { file, message: (error as Error).message };
  }
}
