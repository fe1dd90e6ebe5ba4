import type { Lesson, LessonLanguage, LessonScript } from "../lesson.ts";
import type { Mistake } from "../mistakes.ts";
import { languagesOf } from "../lesson-parts.ts";
import { isOurs } from "./rule.ts";
import { shellStatements } from "./shell-statements.ts";

const longest = 200;

/** A command behind a colon or between backticks, or the word for what has been printed already. */
const look = /[:：]\s*\S|`|\b(?:look|see|compare)\b/i;

/** What is wrong with the sentences that checks say: too long to be read, without a word on how to look, or not there in a language of the lesson. */
export function* messageRules(lesson: Lesson): Generator<Mistake> {
  if (!isOurs(lesson)) return;
  const languages = languagesOf(lesson);
  for (const { verify } of lesson.steps) if (verify) yield* messageMistakes(verify, languages);
}

function* messageMistakes({ file, source }: LessonScript, languages: readonly LessonLanguage[]): Generator<Mistake> {
  for (const { line, text } of shellStatements(source)) {
    for (const call of text.matchAll(/(?:^|[\s;&|{(])not_yet\s+((?:(?:[a-z]{2}\s+)?(?:"(?:[^"\\]|\\.)*"|'[^']*')\s*)+)/g)) {
      const said = [...(call[1] ?? "").matchAll(/(?:([a-z]{2})\s+)?(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/g)];
      for (const [, language, double, single] of said) {
        const length = [...(double ?? single ?? "")].length;
        if (length > longest) yield { file, line, message: `the message${language ? ` in ${language}` : ""} has ${length} characters; more than ${longest} are not read` };
      }
      const [, first, double = "", single = ""] = said.find(([, language]) => language === "en") ?? said[0] ?? [];
      const words = double || single;
      // What is put together elsewhere cannot be judged here.
      if (first !== "ja" && /[a-z]{2}/i.test(words.replace(/\$(?:\w+|\{[^}]*\})/g, "")) && !look.test(words)) yield { file, line, message: `the message ${JSON.stringify(words)} does not say how to look: end it with a command, as in "Look with: ls"` };
      if (languages.length < 2) continue;
      const missing = languages.filter((language) => !said.some(([, spoken]) => spoken === language));
      if (missing.length > 0) yield { file, line, message: `not_yet says nothing in ${missing.join(" and ")}` };
    }
  }
}
