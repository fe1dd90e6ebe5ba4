import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The language of the page beside this terminal, `ja` or `en`; undefined where no page said. Tatami writes the file, see lessons/learner-language.ts. */
export function learnerLanguage(home = homedir()): string | undefined {
  try {
    return readFileSync(join(home, ".config/tatami/language"), "utf8").trim();
  } catch {
    // Missing, or the learner made something else of it: the terminal's own language will do.
    return undefined;
  }
}
