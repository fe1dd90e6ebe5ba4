import type { Flavor } from "../../clusters/environment.ts";
import type { LessonLanguage } from "../lesson.ts";

/** What must be known around a text to render it. */
export interface MarkdownOptions {
  /** The text's file, relative to the lesson's folder: images are looked up beside it. */
  file: string;
  lessonId: string;
  language: LessonLanguage;
  /** True for scenarios from elsewhere: code in a line can be copied by a click, as their authors expect; `{{}}` behind it forbids that. */
  copyInline?: boolean;
  /** What the learner's environment holds: it decides what placeholders in commands become. Left out: they stay. */
  flavor?: Flavor;
  /** The folder that names of files are meant from; the learner's home when left out. */
  editorFolder?: string;
  /** URL below which the lesson's images are given. */
  assetPrefix: string;
}
