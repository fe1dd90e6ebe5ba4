import type { LessonLanguage } from "../lesson.ts";

/** What must be known around a text to render it. */
export interface MarkdownOptions {
  /** The text's file, relative to the lesson's folder: images are looked up beside it. */
  file: string;
  lessonId: string;
  language: LessonLanguage;
  /** URL below which the lesson's images are given. */
  assetPrefix: string;
}
