import { posix } from "node:path";
import type { Lesson, LessonLanguage, LessonPart, LessonStep, LessonText } from "../lesson.ts";
import { type Mistake, printMistake } from "../mistakes.ts";

const headings: Record<LessonLanguage, { here: string; lesson: string; empty: string }> = {
  ja: { here: "このステップの間違い", lesson: "このレッスンの間違い", empty: "まだ本文がありません。" },
  en: { here: "Mistakes in this step", lesson: "Mistakes in this lesson", empty: "There is no text yet." },
};

/** The lesson as its author sees it in a preview: what is wrong stands at the head of the step it is about, and what is about no step stands everywhere. */
export function withMistakes(lesson: Lesson, mistakes: readonly Mistake[]): Lesson {
  if (mistakes.length === 0) return lesson;
  const owners = new Map(mistakes.map((mistake) => [mistake, lesson.steps.findIndex((step) => filesOf(step).some((file) => file === bare(mistake.file)))]));
  const ofLesson = mistakes.filter((mistake) => owners.get(mistake) === -1);
  const headed = <T extends LessonPart>(part: T, here: readonly Mistake[]): T => ({ ...part, text: { ...headedText(part, "ja", here, ofLesson), ...headedText(part, "en", here, ofLesson) } });
  return {
    ...lesson,
    ...((lesson.intro ?? ofLesson.length > 0) && { intro: headed(lesson.intro ?? { title: {}, text: {} }, []) }),
    steps: lesson.steps.map((step, n): LessonStep => headed(step, mistakes.filter((mistake) => owners.get(mistake) === n))),
    ...(lesson.finish && { finish: headed(lesson.finish, []) }),
  };
}

function headedText(part: LessonPart, language: LessonLanguage, here: readonly Mistake[], ofLesson: readonly Mistake[]): Partial<Record<LessonLanguage, LessonText>> {
  const text = part.text[language];
  if (!text && Object.keys(part.text).length > 0) return {};
  const words = headings[language];
  const blocks = [block(words.here, here), block(words.lesson, ofLesson)].filter(Boolean);
  return { [language]: { file: text?.file ?? "index.json", markdown: [...blocks, text?.markdown ?? words.empty].join("\n\n") } };
}

/** The longest fence in what is quoted decides how long this one has to be. */
function block(heading: string, mistakes: readonly Mistake[]): string {
  if (mistakes.length === 0) return "";
  const lines = mistakes.map(printMistake).join("\n");
  const fence = "`".repeat(Math.max(3, ...[...lines.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `**${heading}**\n\n${fence}text\n${lines}\n${fence}{{}}`;
}

function filesOf({ text, verify, solve, setup, cleanup, hint, answer, background, foreground }: LessonStep): string[] {
  const texts = [text, hint, answer].flatMap((texts) => Object.values(texts ?? {}));
  return [...texts, verify, solve, setup, cleanup, background, foreground].flatMap((one) => (one && one.file !== "index.json" ? [bare(one.file)] : []));
}

/** A translation is about the same step as its original; so is what lies beside its check. */
function bare(file: string): string {
  return posix.normalize(file.replace(/^_[a-z]{2}\//, ""));
}
