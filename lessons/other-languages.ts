import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { foldersAround } from "./mirror.ts";
import type { Mistake } from "./mistakes.ts";

/** `_fr`, `_pt-BR`: where Katacoda has the texts of another language. */
const mirror = /^_([a-z]{2}(?:[-_][A-Za-z]{2})?)$/;

/** Katacoda's words for its own buttons, one file a language. */
const pageWords = "strings.yaml";

/** What of a lesson's translations is not used: languages that pages are not shown in, and words for the page itself, which has its own. */
export async function unusedLanguages(folder: string, lessons?: string): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  for (const around of (await foldersAround(folder, lessons)).around) {
    for (const entry of await readdir(around, { withFileTypes: true })) {
      const language = entry.isDirectory() ? mirror.exec(entry.name)?.[1] : undefined;
      const mirrored = join(around, entry.name, relative(around, folder));
      if (language !== undefined && !isShown(language) && existsSync(mirrored)) mistakes.push({ file: relative(folder, mirrored), line: 1, message: notShown(language) });
    }
  }
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const language = entry.isDirectory() ? mirror.exec(entry.name)?.[1] : undefined;
    if (language === undefined) continue;
    if (!isShown(language)) mistakes.push({ file: entry.name, line: 1, message: notShown(language) });
    else if ((await readdir(join(folder, entry.name))).includes(pageWords)) mistakes.push({ file: `${entry.name}/${pageWords}`, line: 1, message: "is not read: the page has its own words" });
  }
  return mistakes;
}

function isShown(language: string): boolean {
  return language === "ja" || language === "en";
}

function notShown(language: string): string {
  return `the translation "${language}" is not shown: pages are in en and ja`;
}
