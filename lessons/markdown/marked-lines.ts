/** Highlighted code with some of its lines marked; `lines` is what the author wrote, as `10,11` or `3-5`. A colour that goes over several lines is ended and begun again at each. */
export function withMarkedLines(html: string, lines: string | undefined): string {
  const ranges = [...(lines ?? "").matchAll(/(\d{1,5})(?:\s*(?:-|\.\.)\s*(\d{1,5}))?/g)].map(([, from, to]) => [Number(from), Number(to ?? from)] as const);
  if (ranges.length === 0) return html;
  const open: string[] = [];
  return html
    .split("\n")
    .map((line, index) => {
      const begun = open.join("");
      for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) if (tag === "</span>") open.pop(); else open.push(tag);
      const whole = `${begun}${line}${"</span>".repeat(open.length)}`;
      return ranges.some(([from, to]) => from <= index + 1 && index + 1 <= to) ? `<span class="marked-line">${whole}</span>` : whole;
    })
    .join("\n");
}
