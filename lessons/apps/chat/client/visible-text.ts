/** A message as a terminal may show it: what others write must not move the cursor, ring, or change colours. Long ones are cut. */
export function visibleText(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => (sign === "\u200d" ? sign : sign === "\n" || sign === "\t" ? " " : "·"));
  const signs = [...clean];
  return signs.length > 1_000 ? `${signs.slice(0, 1_000).join("")}…` : clean;
}
