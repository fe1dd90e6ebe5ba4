import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { LessonFileError, readLessonFile } from "../lesson-files.ts";
import type { Mistake } from "../mistakes.ts";
import { ImportProblem } from "./import-problem.ts";
import { parseYaml, type YamlSource } from "./yaml-source.ts";
import { SourceMistake } from "../source-mistake.ts";

/** Bytes; the same as in a lesson of ours. */
const textLimit = 256 * 1024;
const mostEntries = 2_000;
const mostLosses = 1_000;

/** The folder that is imported: reads only what is inside it, and keeps what could not be carried over. */
export class SourceFolder {
  readonly path: string;
  readonly losses: Mistake[] = [];

  /** `path` has to be a real path. */
  constructor(path: string) {
    this.path = path;
  }

  /** Something could not be carried over. */
  lost(file: string, line: number, message: string): void {
    if (this.losses.length < mostLosses) this.losses.push({ file, line, message });
    else if (this.losses.length === mostLosses) this.losses.push({ file, line, message: "there is more that could not be carried over from here on; it is not listed" });
  }

  /** A text with its lines ended by `\n`; undefined when it is not there. Throws {@link ImportProblem} for one that is too large or outside of the folder. */
  async text(file: string): Promise<string | undefined> {
    try {
      return (await readLessonFile(this.path, file, textLimit)).toString("utf8").replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    } catch (error) {
      if (!(error instanceof LessonFileError)) throw error;
      if (error.missing) return undefined;
      throw new ImportProblem(`${join(this.path, file)} cannot be imported: ${error.message}`);
    }
  }

  /** A YAML file; undefined when it is not there. Throws {@link ImportProblem}. */
  async yaml<T>(file: string, shape: z.ZodType<T>): Promise<{ data: T; source: YamlSource } | undefined> {
    const text = await this.text(file);
    return text === undefined ? undefined : this.parse(text, shape, { file, line: 1 });
  }

  /** YAML that begins on this line of a file. Throws {@link ImportProblem}. */
  parse<T>(text: string, shape: z.ZodType<T>, { file, line }: Pick<Mistake, "file" | "line">): { data: T; source: YamlSource } {
    try {
      const source = parseYaml(text, line);
      const read = shape.safeParse(source.value);
      if (read.success) return { data: read.data, source };
      const [{ path, message } = { path: [], message: "" }] = read.error.issues;
      throw new SourceMistake(source.lineOf(path as (string | number)[]), `${path.join(".") || "the file"}: ${message}`);
    } catch (error) {
      if (error instanceof SourceMistake) throw new ImportProblem(`${join(this.path, file)}:${error.line}: this YAML cannot be used: ${error.message}`);
      throw error;
    }
  }

  /** Plain files and folders in a folder, sorted by name (9 before 10); none where there is no such folder. Links are left out. Throws {@link ImportProblem} for too many. */
  async list(folder: string): Promise<{ files: string[]; folders: string[] }> {
    const entries = await readdir(join(this.path, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
      throw error;
    });
    if (entries.length > mostEntries) throw new ImportProblem(`${join(this.path, folder)} holds more than ${mostEntries} files and folders: no course has so many`);
    const names = (keep: (entry: (typeof entries)[number]) => boolean): string[] =>
      entries.filter((entry) => keep(entry) && !entry.name.startsWith(".")).map(({ name }) => name).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    for (const entry of entries) if (entry.isSymbolicLink()) this.lost(join(folder, entry.name), 1, "is a symbolic link, which is not followed");
    return { files: names((entry) => entry.isFile()), folders: names((entry) => entry.isDirectory()) };
  }

  /** Every plain file below a folder, as paths in the source. Throws {@link ImportProblem} for too many. */
  async filesBelow(folder: string): Promise<string[]> {
    const found: string[] = [];
    const open = [folder];
    for (let within = open.shift(); within !== undefined; within = open.shift()) {
      const { files, folders } = await this.list(within);
      found.push(...files.map((file) => join(within, file)));
      open.push(...folders.map((inner) => join(within, inner)));
      if (found.length + open.length > mostEntries) throw new ImportProblem(`${join(this.path, folder)} holds more than ${mostEntries} files and folders: no course has so many`);
    }
    return found.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  }
}
