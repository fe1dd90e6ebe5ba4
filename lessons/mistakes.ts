/** One mistake of an author, where it is, and what is wrong there. */
export interface Mistake {
  /** Relative to the lesson's folder. */
  file: string;
  /** From 1. */
  line: number;
  message: string;
}

/** Every mistake of one lesson, one `file:line: message` a line. */
export class LessonMistakes extends Error {
  override readonly name = "LessonMistakes";
  readonly folder: string;
  readonly mistakes: readonly Mistake[];

  constructor(folder: string, mistakes: readonly Mistake[]) {
    const sorted = inOrder(mistakes);
    super(`the lesson in ${folder} cannot be used:\n${sorted.map(printMistake).join("\n")}`);
    this.folder = folder;
    this.mistakes = sorted;
  }
}

/** As their author goes through them: by file and line. */
export function inOrder<T extends Mistake>(mistakes: readonly T[]): T[] {
  return mistakes.toSorted((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line);
}

/** `file:line: message`, as editors and terminals know it. */
export function printMistake({ file, line, message }: Mistake): string {
  return `${file}:${line}: ${message}`;
}
