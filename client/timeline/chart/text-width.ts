/** Characters that are as wide as high: kana, kanji, full-width forms. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** About how wide a text is in a proportional font; what it decides is room, and room may be generous. */
export function textWidth(text: string, font: number): number {
  return [...text].reduce((width, character) => width + (wide.test(character) ? 1 : 0.57), 0) * font;
}

/** A text in lines that are about so wide at most: broken at spaces, and between any characters of Japanese. */
export function wrapText(text: string, font: number, width: number): string[] {
  const pieces = text.match(new RegExp(`${wide.source}[、。」）]*|[^\\s\\u3000-\\u9fff\\uff00-\\uffef]+\\s*|\\s+`, "gu")) ?? [];
  const lines = [""];
  for (const piece of pieces) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && textWidth((line + piece).trimEnd(), font) > width) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines.map((line) => line.trim());
}
