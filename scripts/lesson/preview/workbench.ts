import { setTimeout as delay } from "node:timers/promises";
import { basename, join, relative } from "node:path";
import { lessonsIn } from "../../../lessons/lint/lint-folders.ts";
import { lintLesson } from "../../../lessons/lint/lint-lesson.ts";
import { withMistakes } from "../../../lessons/lint/show-mistakes.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { LessonShelf } from "../../../lessons/load-all.ts";
import { readLesson } from "../../../lessons/load.ts";
import { type Mistake, printMistake } from "../../../lessons/mistakes.ts";
import { shownPath } from "../shown-path.ts";
import { FolderWatch } from "./folder-watch.ts";
import { placeholderLesson } from "./placeholder-lesson.ts";

/** Several files are often saved as one, and an editor writes a file in several goes. */
const settleMs = 40;

/** How lessons are followed. */
export interface FollowOptions {
  /** Told, line by line, what mistakes a lesson has, each time it was saved; and first of all those of the courses around. */
  say: (line: string) => void;
  signal: AbortSignal;
}

/** The lessons that an author is working at: read again whenever a file of theirs is saved, their mistakes shown in place. */
export class Workbench {
  /** The folder that all of them are in: translations may be beside a lesson. */
  readonly #lessons: string;
  readonly #folders: Map<string, string>;
  /** What is wrong outside of the lessons, in the courses that they make up. */
  readonly #mistakes: readonly Mistake[];
  /** The last version that could be read, for a moment in which index.json cannot. */
  readonly #good = new Map<string, Lesson>();

  private constructor(lessons: string, folders: Map<string, string>, mistakes: readonly Mistake[]) {
    this.#lessons = lessons;
    this.#folders = folders;
    this.#mistakes = mistakes;
  }

  /** Finds the lessons in a folder. Throws when there is none. */
  static async open(folder: string): Promise<Workbench> {
    const { lessons, mistakes } = await lessonsIn(folder);
    if (lessons.length === 0) throw new Error(mistakes.map(printMistake).join("\n"));
    return new Workbench(folder, new Map(lessons.map((lesson) => [relative(folder, lesson) || basename(folder), lesson])), mistakes);
  }

  /** Every lesson as it is now; one that cannot be read is there with its mistakes and without steps. */
  async shelf(): Promise<LessonShelf> {
    return { lessons: await Promise.all([...this.#folders.keys()].map((id) => this.#read(id))), courses: [], broken: [] };
  }

  /** Gives each lesson whose files are saved to `show`: first as it reads, then with what the rules say about it. Ends by the signal. */
  async follow(show: (lesson: Lesson) => void, { say, signal }: FollowOptions): Promise<void> {
    for (const mistake of this.#mistakes) say(printMistake({ ...mistake, file: shownPath(mistake.file) }));
    await Promise.all([...this.#folders].map(([id, folder]) => this.#followOne(id, folder, { show, say, signal })));
  }

  async #followOne(id: string, folder: string, { show, say, signal }: FollowOptions & { show: (lesson: Lesson) => void }): Promise<void> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    let saved = Promise.withResolvers<void>();
    using _watch = new FolderWatch(folder, () => saved.resolve());
    while (!signal.aborted) {
      for (const line of await this.#showBoth(id, folder, (lesson) => signal.aborted || show(lesson))) say(line);
      await Promise.race([saved.promise, aborted]);
      await delay(settleMs);
      saved = Promise.withResolvers<void>();
    }
  }

  /** Gives the lines that there are to say about the lesson. */
  async #showBoth(id: string, folder: string, show: (lesson: Lesson) => void): Promise<string[]> {
    try {
      show(await this.#read(id));
      const mistakes = await lintLesson(folder, { lessons: this.#lessons });
      if (mistakes.length === 0) return [`${id}: no mistake`];
      show(this.#with(id, mistakes));
      return [`${id}: ${mistakes.length} mistake${mistakes.length === 1 ? "" : "s"}`, ...mistakes.map((mistake) => `  ${printMistake({ ...mistake, file: join(shownPath(folder), mistake.file) })}`)];
    } catch (error) {
      // A folder that is moved away in the middle of being read; it is read again when it is back.
      if (!isFileError(error)) throw error;
      return [`${id}: cannot be read right now (${error.message})`];
    }
  }

  async #read(id: string): Promise<Lesson> {
    const { lesson, mistakes } = await readLesson(this.#folders.get(id) ?? "", id, { lessons: this.#lessons });
    if (lesson) this.#good.set(id, lesson);
    return this.#with(id, mistakes);
  }

  /** The last version that could be read, or what stands for one that never could, and what is wrong with the lesson. */
  #with(id: string, mistakes: readonly Mistake[]): Lesson {
    return withMistakes(this.#good.get(id) ?? placeholderLesson(id, this.#folders.get(id) ?? ""), mistakes);
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
