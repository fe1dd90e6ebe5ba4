/** What an asset has before its `chmod`. */
const plain = 0o644;

const classes: Record<string, number> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 };
const rights: Record<string, number> = { r: 0o444, w: 0o222, x: 0o111, X: 0o111 };

/** The mode that a `chmod` means, in digits (`755`, `0644`) or in words (`+x`, `u+x`, `go-r,a=rx`); undefined when chmod itself would not understand it. */
export function fileMode(chmod: string): number | undefined {
  // What comes before the last three digits (setuid and the like) is for nobody here.
  if (/^0?[0-7]?[0-7]{3}$/.test(chmod)) return Number.parseInt(chmod, 8) & 0o777;
  const clauses = chmod.split(",").map((clause) => /^([ugoa]*)([-+=])([rwxX]+)$/.exec(clause.trim()));
  return clauses.reduce<number | undefined>((mode, clause) => {
    if (mode === undefined || !clause) return undefined;
    const [, who = "", sign, what = ""] = clause;
    const whom = bits(classes, who || "a");
    const which = whom & bits(rights, what);
    if (sign === "+") return mode | which;
    return sign === "-" ? mode & ~which : (mode & ~whom) | which;
  }, plain);
}

function bits(table: Record<string, number>, letters: string): number {
  return [...letters].reduce((sum, letter) => sum | (table[letter] ?? 0), 0);
}
