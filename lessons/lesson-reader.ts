import { posix } from "node:path";
import { scriptLimit as holderScriptLimit } from "../clusters/holder/request.ts";
import { bashMistakes } from "./bash-syntax.ts";
import { LessonFileError, pathInside, readLessonFile } from "./lesson-files.ts";
import type { LessonLanguage, LessonScript, LessonText } from "./lesson.ts";
import { type Mirror, mirrorsOf } from "./mirror.ts";
import type { Mistake } from "./mistakes.ts";
import type { LessonNotice } from "./notice.ts";
import { type Readings, readTexts } from "./read-texts.ts";

/** Where a file is named, so that its absence can be told there, and in which part of the lesson it is missed. */
export type Place = Omit<LessonNotice, "message">;

const textLimit = 256 * 1024;
/** Half of what a holder takes: the prelude comes on top. */
const scriptLimit = holderScriptLimit / 2;

/** Reads the files of one lesson and gathers what is wrong with them, instead of ending at the first. */
export class LessonReader {
  readonly folder: string;
  readonly mistakes: Mistake[] = [];
  readonly lint: Mistake[] = [];
  /** What a tolerant reader did without. */
  readonly notices: LessonNotice[] = [];
  /** True for a scenario that was written for another place: what is missing in it is told and keeps nobody from the rest. */
  tolerant = false;
  readonly #texts: LessonText[] = [];
  readonly #lessons: string | undefined;
  readonly #mirrors = new Map<LessonLanguage, Promise<Mirror[]>>();

  /** `lessons` is the folder that all lessons are in, where it is known: translations may be in it, beside the lesson. */
  constructor(folder: string, lessons?: string) {
    this.folder = folder;
    this.#lessons = lessons;
  }

  mistake(file: string, line: number, message: string): void {
    this.mistakes.push({ file, line, message });
  }

  advise(file: string, line: number, message: string): void {
    this.lint.push({ file, line, message });
  }

  /** Something cannot be used: a notice where the rest goes on without it, else a mistake. */
  miss(place: Place, message: string): void {
    if (this.tolerant) this.notices.push({ ...place, message });
    else this.mistake(place.file, place.line, message);
  }

  /** Does something that may fail by a {@link LessonFileError}, which becomes a mistake at this place. */
  async attempt<T>(place: Place, action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof LessonFileError)) throw error;
      if (error.missing) this.miss(place, error.message);
      else this.mistake(place.file, place.line, error.message);
      return undefined;
    }
  }

  async has(path: string, folder = this.folder): Promise<boolean> {
    try {
      await pathInside(folder, path);
      return true;
    } catch (error) {
      if (error instanceof LessonFileError) return false;
      throw error;
    }
  }

  #kept(text: LessonText): LessonText {
    this.#texts.push(text);
    return text;
  }

  /** Most scenarios have none: looked up once, and not for each of their files. */
  #mirrorsIn(language: LessonLanguage): Promise<Mirror[]> {
    const mirrors = this.#mirrors.get(language) ?? mirrorsOf(this.folder, this.#lessons, language);
    this.#mirrors.set(language, mirrors);
    return mirrors;
  }

  /** The mirror in this language that has the file, and where in it. */
  async mirrored(file: string, language: LessonLanguage): Promise<{ root: string; path: string; shown: string } | undefined> {
    for (const { root, path, shown } of await this.#mirrorsIn(language)) {
      const inRoot = posix.join(path, file);
      if (await this.has(inRoot, root)) return { root, path: inRoot, shown: posix.join(shown, file) };
    }
    return undefined;
  }

  async read(path: string, place: Place, { limit = textLimit, folder = this.folder } = {}): Promise<string | undefined> {
    return this.attempt(place, async () => (await readLessonFile(folder, path, limit)).toString("utf8").replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
  }

  /** A markdown file, or, where `inline` allows it, the text itself. */
  async text(named: string, place: Place, inline: boolean): Promise<LessonText | undefined> {
    const file = tidy(named);
    if (inline && !(await this.#isFileName(named))) return this.#kept({ file: place.file, markdown: named });
    const markdown = await this.read(file, place);
    return markdown === undefined ? undefined : this.#kept({ file, markdown });
  }

  /** False for a text that is written where a file may be named, as hints are. */
  async #isFileName(named: string): Promise<boolean> {
    if (/\.md$/i.test(named)) return true;
    return /^\S+\.(?:txt|markdown)$/i.test(named) && (named.includes("/") || (await this.has(tidy(named))));
  }

  /** Reads all texts as markdown. Undefined, and a mistake, when there is one that cannot be read or takes longer than any honest text. */
  readings(): Readings | undefined {
    const { readings, unreadable } = readTexts(this.#texts);
    if (unreadable) this.mistake(unreadable.file, 1, `this text cannot be used: ${unreadable.message}`);
    return unreadable ? undefined : readings;
  }

  /** The same file below `_<lang>/`, where the author has written it. */
  async translation(file: string, language: LessonLanguage): Promise<LessonText | undefined> {
    const found = file === "index.json" ? undefined : await this.mirrored(file, language);
    if (!found) return undefined;
    const markdown = await this.read(found.path, { file: found.shown, line: 1 }, { folder: found.root });
    return markdown === undefined ? undefined : this.#kept({ file: found.shown, markdown });
  }

  /** A script. What bash cannot parse is a mistake in a lesson of ours and advice in a foreign one, which has always been like that. */
  async script(named: string, place: Place, ours: boolean): Promise<LessonScript | undefined> {
    const file = tidy(named);
    const source = await this.read(file, place, { limit: scriptLimit });
    if (source === undefined) return undefined;
    for (const { line, message } of await bashMistakes(source)) (ours ? this.mistakes : this.lint).push({ file, line, message });
    return { file, source };
  }
}

/** `./a` and, as Katacoda allows, `/a` are `a`. */
function tidy(named: string): string {
  return named.replace(/^(?:\.?\/)+/, "");
}
