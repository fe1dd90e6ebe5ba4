import type { InLanguages, Lesson, LessonLanguage, LessonPart, LessonStep, LessonText } from "./lesson.ts";
import { editorFolder, isHidden, layoutOf, type LessonLayout } from "./layout.ts";
import { firstPart } from "./lesson-parts.ts";
import { renderLine, renderMarkdown, renderScript } from "./markdown.ts";
import type { Quiz } from "./markdown/quiz.ts";
import { printMistake } from "./mistakes.ts";
import { quizzesOf } from "./quiz/quizzes-of.ts";
import type { WindowNeeds } from "./window/record.ts";

/** A lesson in one language, rendered and sanitised; the same shape as the wire's LessonPage. */
export interface RenderedLesson {
  id: string;
  /** The language that is shown: the other one where the author has not written the one asked for. */
  language: LessonLanguage;
  title: string;
  layout: LessonLayout;
  intro?: RenderedPart;
  steps: RenderedStep[];
  finish?: RenderedPart;
}

export interface RenderedPart {
  title: string;
  html: string;
  quizzes: RenderedQuiz[];
  /** What of it is missing, for its author. */
  notices: string[];
}

/** A question without its right answers. */
export interface RenderedQuiz {
  kind: Quiz["kind"];
  /** Sanitised HTML. */
  question: string;
  /** Sanitised HTML; none for a text that is to be typed. */
  options: string[];
}

export interface RenderedStep extends RenderedPart {
  hasCheck: boolean;
  /** 0 = only by button. */
  recheckSeconds: number;
  hasSolve: boolean;
  /** There when the check goes on over a window of time. */
  window?: { limitSeconds: number; needs: WindowNeeds; expect: "intact" | "lost" };
  /** Sanitised HTML. */
  hint?: string;
  /** The script behind `hasSolve`, to read: sanitised HTML. */
  solution?: string;
}

/** What a list of lessons shows; the same shape as the wire's LessonSummary. */
export interface SummarisedLesson {
  id: string;
  title: InLanguages<string>;
  description: InLanguages<string>;
  time?: InLanguages<string>;
  difficulty?: InLanguages<string>;
  stepCount: number;
}

const cache = new WeakMap<Lesson, Map<string, RenderedLesson>>();

/** The lesson as a page in this language; rendered once and kept. `assetPrefix` is the URL below which the server gives {@link lessonAsset}'s images. */
export function renderLesson(lesson: Lesson, language: LessonLanguage, { assetPrefix = `/api/lessons/${encodeURIComponent(lesson.id)}/assets/` } = {}): RenderedLesson {
  const pages = cache.get(lesson) ?? new Map<string, RenderedLesson>();
  cache.set(lesson, pages);
  const key = `${language} ${assetPrefix}`;
  const page = pages.get(key) ?? render(lesson, shownLanguage(lesson, language), assetPrefix);
  pages.set(key, page);
  return page;
}

/** What a list of lessons shows of this one. */
export function lessonSummary(lesson: Lesson): SummarisedLesson {
  const { id, title, description, time, difficulty, steps } = lesson;
  return { id, title, description, ...(isEmpty(time) ? {} : { time }), ...(isEmpty(difficulty) ? {} : { difficulty }), stepCount: steps.length };
}

function render(lesson: Lesson, language: LessonLanguage, assetPrefix: string): RenderedLesson {
  const html = (text: LessonText): string => renderMarkdown(text.markdown, { file: text.file, lessonId: lesson.id, language, assetPrefix, ...(lesson.verifyAs === "learner" && { copyInline: true, flavor: lesson.flavor, editorFolder: editorFolder(lesson.foreign) }) });
  const part = (from: LessonPart, fallback: string, step: number): RenderedPart => ({
    title: inLanguage(from.title, language) ?? fallback,
    html: `${optionalHtml(from.text) ?? ""}${from.credits === undefined ? "" : `<p>${words[language].credits}: ${line(from.credits)}</p>\n`}`,
    quizzes: quizzesOf(lesson, step, language).map(({ kind, question, options }) => ({
      kind,
      question: line(question),
      options: kind === "text" ? [] : options.map(({ text }) => line(text)),
    })),
    // What the whole lesson misses is said where it begins, and so is what an intro misses that is not seen.
    notices: lesson.notices.filter(({ part = first }) => Math.max(part, first) === step).map(printMistake),
  });
  const first = firstPart(lesson);
  const line = (markdown: string): string => renderLine(markdown, { file: "index.json", lessonId: lesson.id, language, assetPrefix });
  const optionalHtml = (texts: InLanguages<LessonText> | undefined): string | undefined => {
    const text = texts && inLanguage(texts, language);
    return text && html(text);
  };
  const step = (from: LessonStep, index: number): RenderedStep => {
    const hint = optionalHtml(from.hint);
    const answer = optionalHtml(from.answer);
    const shown = part(from, `${words[language].step} ${index + 1}`, index);
    return {
      ...shown,
      html: answer ? `${shown.html}<details class="answer"><summary>${words[language].answer}</summary>${answer}</details>` : shown.html,
      hasCheck: from.verify !== undefined,
      recheckSeconds: from.verify ? from.recheck : 0,
      hasSolve: from.solve !== undefined,
      ...(from.window && { window: { limitSeconds: from.window.seconds, needs: from.window.needs, expect: from.window.expect } }),
      ...(hint && { hint }),
      ...(from.solve && { solution: renderScript(from.solve.source, { file: from.solve.file, lessonId: lesson.id, language, assetPrefix }) }),
    };
  };
  return {
    id: lesson.id,
    language,
    title: inLanguage(lesson.title, language) ?? lesson.id,
    layout: layoutOf(lesson),
    ...(lesson.intro && first === -1 && { intro: part(lesson.intro, words[language].intro, -1) }),
    steps: lesson.steps.map(step),
    ...(lesson.finish && !isHidden(lesson, "finish") && { finish: part(lesson.finish, words[language].finish, lesson.steps.length) }),
  };
}

const words = {
  ja: { step: "ステップ", intro: "はじめに", finish: "おわりに", answer: "解答", credits: "クレジット" },
  en: { step: "Step", intro: "Introduction", finish: "Finish", answer: "Answer", credits: "Credits" },
};

function shownLanguage(lesson: Lesson, wanted: LessonLanguage): LessonLanguage {
  const written = lesson.language === wanted || [...lesson.steps, lesson.intro, lesson.finish].some((part) => part?.text[wanted]);
  return written ? wanted : lesson.language;
}

function inLanguage<T>(texts: InLanguages<T>, language: LessonLanguage): T | undefined {
  return texts[language] ?? texts.en ?? texts.ja;
}

function isEmpty(texts: InLanguages<string>): boolean {
  return Object.keys(texts).length === 0;
}
