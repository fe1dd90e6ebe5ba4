import { lintFolders } from "../../lessons/lint/lint-folders.ts";
import { hasShellcheck } from "../../lessons/lint/shellcheck.ts";
import { printMistake } from "../../lessons/mistakes.ts";

/** Prints every mistake in these folders, and how many there are; gives the exit code: 1 when there is one. */
export async function lint(folders: readonly string[], say: (line: string) => void): Promise<number> {
  const { lessons, mistakes } = await lintFolders(folders);
  for (const mistake of mistakes) say(printMistake(mistake));
  const without = (await hasShellcheck()) ? "" : " (shellcheck is not installed and was not asked)";
  say(`${counted(lessons, "lesson")}, ${mistakes.length === 0 ? "no mistake" : counted(mistakes.length, "mistake")}${without}`);
  return mistakes.length === 0 ? 0 : 1;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
