/**
 * Levels of headings below a step's own title (level 2), for those who hear the page: an author's text may begin at any level and
 * leave some out, and the outline must not. `[3, 4, 3, 2]` becomes `[3, 4, 3, 3]`.
 */
export function outlineLevels(levels: readonly number[]): number[] {
  const open: number[] = [];
  return levels.map((level) => {
    while (open.length > 0 && open[open.length - 1]! >= level) open.pop();
    open.push(level);
    return open.length + 2;
  });
}
