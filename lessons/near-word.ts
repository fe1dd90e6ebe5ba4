/** The known word that was probably meant by another: one letter more, less or different, or two neighbours swapped. */
export function nearWord(word: string, known: readonly string[]): string | undefined {
  return known.find((other) => isNear(other.toLowerCase(), word.toLowerCase()));
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.length < 3) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  const swapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return swapped || restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1);
}
