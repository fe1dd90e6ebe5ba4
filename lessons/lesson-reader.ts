import { posix } from "node:path";
import { scriptLimit as holderScriptLimit } from "../clusters/holder/request.ts";
import { bashMistakes } from "./bash-syntax.ts";
import { LessonFileError, pathInside, readLessonFile } from "./lesson-files.ts";
import type { LessonLanguage, LessonScript, LessonText } from "./lesson.ts";
import type { Mistake } from "./mistakes.ts";
import type { LessonNotice } from "./notice.ts";
import { unreadableText } from "./unreadable-text.ts";

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
  readonly #mirrors = new Map<LessonLanguage, Promise<boolean>>();

  constructor(folder: string) {
    this.folder = folder;
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

  async has(path: string): Promise<boolean> {
    try {
      await pathInside(this.folder, path);
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
  #hasMirror(language: LessonLanguage): Promise<boolean> {
    const has = this.#mirrors.get(language) ?? this.has(`_${language}`);
    this.#mirrors.set(language, has);
    return has;
  }

  async read(path: string, place: Place, limit = textLimit): Promise<string | undefined> {
    return this.attempt(place, async () => (await readLessonFile(this.folder, path, limit)).toString("utf8").replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
  }

  /** A markdown file, or, where `inline` allows it, the text itself. */
  async text(named: string, place: Place, inline: boolean): Promise<LessonText | undefined> {
    const file = tidy(named);
    if (inline && !/\.md$/i.test(named)) return this.#kept({ file: place.file, markdown: named });
    const markdown = await this.read(file, place);
    return markdown === undefined ? undefined : this.#kept({ file, markdown });
  }

  /** Reads all texts as markdown. False, and a mistake, when there is one that cannot be read or takes longer than any honest text. */
  textsAreReadable(): boolean {
    const unreadable = unreadableText(this.#texts);
    if (unreadable) this.mistake(unreadable.file, 1, `this text cannot be used: ${unreadable.message}`);
    return unreadable === undefined;
  }

  /** The same file below `_<lang>/`, where the author has written it. */
  async translation(file: string, language: LessonLanguage): Promise<LessonText | undefined> {
    const mirrored = posix.join(`_${language}`, file);
    if (file === "index.json" || !(await this.#hasMirror(language)) || !(await this.has(mirrored))) return undefined;
    const markdown = await this.read(mirrored, { file: mirrored, line: 1 });
    return markdown === undefined ? undefined : this.#kept({ file: mirrored, markdown });
  }

  /** A script. What bash cannot parse is a mistake in a lesson of ours and advice in a foreign one, which has always been like that. */
  async script(named: string, place: Place, ours: boolean): Promise<LessonScript | undefined> {
    const file = tidy(named);
    const source = await this.read(file, place, scriptLimit);
    if (source === undefined) return undefined;
    for (const { line, message } of await bashMistakes(source)) (ours ? this.mistakes : this.lint).push({ file, line, message });
    return { file, source };
  }
}

/** `./a` and, as Katacoda allows, `/a` are `a`. */
function tidy(named: string): string {
  return named.replace(/^(?:\.?\/)+/, "");
}
