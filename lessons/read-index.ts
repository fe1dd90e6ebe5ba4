import { type IndexFile, indexFile } from "./index-file.ts";
import { indexProblem } from "./index-problem.ts";
import { type JsonSource, parseJson } from "./json-source.ts";
import { unknownKeys } from "./known-keys.ts";
import type { LessonReader } from "./lesson-reader.ts";
import type { LessonNotice } from "./notice.ts";
import { type IndexProblem, readTolerantIndex } from "./tolerant-index.ts";
import { SourceMistake } from "./source-mistake.ts";

/** An `index.json` and the lines that its values stand on. */
export interface ReadIndex {
  index: IndexFile;
  source: JsonSource;
}

/** Reads a lesson's own `index.json`. Only one that says `"verifyAs": "checker"` is held to every word of it; the reader is tolerant from then on for all others. */
export async function readIndex(reader: LessonReader, file: string): Promise<ReadIndex | undefined> {
  const content = await reader.read(file, { file, line: 1 });
  const source = content === undefined ? undefined : parsed(content, (line, message) => reader.mistake(file, line, message));
  if (!source) return undefined;
  reader.tolerant = (source.value as { verifyAs?: unknown } | null)?.verifyAs !== "checker";
  return checked(reader, file, source);
}

/** Reads the `index.json` of a translation; without one that can be read a tolerant reader goes on. */
export async function readMirroredIndex(reader: LessonReader, { root, path, shown: file }: { root: string; path: string; shown: string }): Promise<ReadIndex | undefined> {
  const content = await reader.read(path, { file, line: 1 }, { folder: root });
  const source = content === undefined ? undefined : parsed(content, (line, message) => reader.miss({ file, line }, message));
  return source && checked(reader, file, source);
}

/** The part of a lesson that a place in `index.json` is about, and what of it, as a notice has them. */
export function partAt(path: readonly PropertyKey[], index: IndexFile): Pick<LessonNotice, "part" | "key"> {
  const [details, section, number] = path;
  const key = String(path.at(-1));
  if (details === "details" && section === "intro") return { part: -1, key };
  if (details === "details" && section === "finish") return { part: index.details?.steps?.length ?? 0, key };
  return details === "details" && section === "steps" && typeof number === "number" ? { part: number, key } : { key };
}

function parsed(content: string, tell: (line: number, message: string) => void): JsonSource | undefined {
  try {
    return parseJson(content);
  } catch (error) {
    if (!(error instanceof SourceMistake)) throw error;
    tell(error.line, `broken JSON: ${error.message}`);
    return undefined;
  }
}

function checked(reader: LessonReader, file: string, source: JsonSource): ReadIndex | undefined {
  for (const { path, message } of unknownKeys(source.value, { foreign: reader.tolerant })) reader.advise(file, source.lineOf(path), message);
  for (const { key, line, first } of source.repeated) reader.advise(file, line, `"${key}" stands twice in the same { }: what line ${first} says is not used`);
  if (!reader.tolerant) {
    const strict = indexFile.safeParse(source.value);
    if (strict.success) return { index: strict.data, source };
    for (const issue of strict.error.issues) reader.mistake(file, source.lineOf(issue.path), indexProblem(issue, source.value));
    return undefined;
  }
  const { index, refused, dropped, empty } = readTolerantIndex(source.value);
  const at = ({ path }: IndexProblem) => ({ file, line: source.lineOf(path) });
  for (const problem of refused) reader.mistake(file, source.lineOf(problem.path), problem.message);
  for (const problem of empty) reader.advise(file, source.lineOf(problem.path), problem.message);
  for (const problem of dropped) reader.miss({ ...at(problem), ...(index && partAt(problem.path, index)) }, problem.message);
  return index && { index, source };
}
