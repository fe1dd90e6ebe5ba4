import { join } from "node:path";
import { CommandError, run } from "../../clusters/command.ts";
import type { Lesson } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import { isOurs } from "./rule.ts";

/** As shellcheck's `json1` format has them. */
interface Comments {
  comments: { file: string; line: number; code: number; message: string }[];
}

let installed: Promise<boolean> | undefined;

/** True where shellcheck can be run; looked up once. */
export function hasShellcheck(): Promise<boolean> {
  installed ??= run("shellcheck", ["--version"], { timeoutMs: 10_000 }).then(
    () => true,
    () => false,
  );
  return installed;
}

/** What shellcheck warns about in the scripts of a lesson of ours; nothing where it is not installed. */
export async function shellcheckMistakes(lesson: Lesson): Promise<Mistake[]> {
  const scripts = [lesson.setup, ...lesson.steps.flatMap(({ verify, solve, setup, cleanup }) => [verify, solve, setup, cleanup])];
  const files = new Map(scripts.flatMap((script) => (script ? [[join(lesson.folder, script.file), script.file] as const] : [])));
  if (!isOurs(lesson) || files.size === 0 || !(await hasShellcheck())) return [];
  const { comments } = JSON.parse(await shellcheck([...files.keys()])) as Comments;
  // Codes below 2000 are about what cannot be parsed: that is for bash to say.
  return comments.filter(({ code }) => code >= 2000).map(({ file, line, code, message }) => ({ file: files.get(file) ?? file, line, message: `shellcheck SC${code}: ${message}` }));
}

async function shellcheck(files: readonly string[]): Promise<string> {
  try {
    return await run("shellcheck", ["--norc", "--shell=bash", "--severity=warning", "--format=json1", ...files], { timeoutMs: 60_000 });
  } catch (error) {
    // Exit code 1: there is something to say.
    if (error instanceof CommandError && error.exitCode === 1) return error.output;
    throw error;
  }
}
