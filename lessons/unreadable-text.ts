import type { LessonText } from "./lesson.ts";
import { quizzesIn } from "./markdown.ts";
import { withinTime } from "./markdown/within-time.ts";

/** The first of some texts that cannot be read, mostly because it takes longer than any honest one, and why. All are tried in one go: to watch over each costs more than to read it. */
export function unreadableText(texts: readonly LessonText[]): { file: string; message: string } | undefined {
  try {
    withinTime(() => texts.forEach(({ markdown }) => quizzesIn(markdown, { watched: true })));
    return undefined;
  } catch {
    // No other is tried after the first: each could take as long.
    for (const text of texts) {
      const why = whyUnreadable(text);
      if (why) return why;
    }
    return undefined;
  }
}

function whyUnreadable({ file, markdown }: LessonText): { file: string; message: string } | undefined {
  try {
    quizzesIn(markdown);
    return undefined;
  } catch (error) {
    return { file, message: (error as Error).message };
  }
}
