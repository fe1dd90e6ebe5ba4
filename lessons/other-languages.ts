import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Mistake } from "./mistakes.ts";

/** `_fr`, `_pt-BR`: where Katacoda has the texts of another language. */
const mirror = /^_([a-z]{2}(?:[-_][A-Za-z]{2})?)$/;

/** Katacoda's words for its own buttons, one file a language. */
const pageWords = "strings.yaml";

/** What of a lesson's translations is not used: languages that pages are not shown in, and words for the page itself, which has its own. */
export async function unusedLanguages(folder: string): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const language = entry.isDirectory() ? mirror.exec(entry.name)?.[1] : undefined;
    if (language === undefined) continue;
    if (language !== "ja" && language !== "en") mistakes.push({ file: entry.name, line: 1, message: `the translation "${language}" is not shown: pages are in en and ja` });
    else if ((await readdir(join(folder, entry.name))).includes(pageWords)) mistakes.push({ file: `${entry.name}/${pageWords}`, line: 1, message: "is not read: the page has its own words" });
  }
  return mistakes;
}
