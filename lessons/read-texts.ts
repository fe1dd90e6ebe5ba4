import type { LessonText } from "./lesson.ts";
import { readText } from "./markdown.ts";
import type { BrokenPart } from "./markdown/broken.ts";
import { withinTime } from "./markdown/within-time.ts";

/** What is wrong with some texts. */
export interface TextFaults {
  /** What of them is shown otherwise than it was meant; texts that have nothing of it are not among them. */
  broken: Map<LessonText, BrokenPart[]>;
  /** The first that cannot be read at all, mostly because it takes longer than any honest one, and why. */
  unreadable?: { file: string; message: string };
}

/** Reads texts as markdown. All are tried in one go: to watch over each costs more than to read it. */
export function readTexts(texts: readonly LessonText[]): TextFaults {
  const broken: TextFaults["broken"] = new Map();
  try {
    withinTime(() =>
      texts.forEach((text) => {
        const found = readText(text.markdown, { watched: true }).broken;
        if (found.length > 0) broken.set(text, found);
      }),
    );
    return { broken };
  } catch {
    // No other is tried after the first: each could take as long.
    for (const text of texts) {
      const unreadable = whyUnreadable(text);
      if (unreadable) return { broken, unreadable };
    }
    return { broken };
  }
}

function whyUnreadable({ file, markdown }: LessonText): TextFaults["unreadable"] {
  try {
    readText(markdown);
    return undefined;
  } catch (error) {
    return { file, message: (error as Error).message };
  }
}
