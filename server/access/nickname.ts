import { Refusal } from "../refusal.ts";

const mostCharacters = 32;
/** Emoji of families and flags are many code points; text of stacked accents is many more. */
const mostUnits = 400;

/** The nickname as it is shown to others: one line, no control or direction-changing characters. Throws Refusal. */
export function tidyNickname(given: string): string {
  // Before anything is counted: 10,000 characters are cut off cheaply.
  if (given.length > mostUnits * 4) throw tooLong();
  const tidy = given
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(tidy)) throw new Refusal("nickname-missing", "a nickname is needed: at least one character that can be seen");
  if (tidy.length > mostUnits || countCharacters(tidy) > mostCharacters) throw tooLong();
  return tidy;
}

function countCharacters(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

function tooLong(): Refusal {
  return new Refusal("nickname-too-long", `a nickname has at most ${mostCharacters} characters`);
}
