/** A place in the chart. */
export type Point = readonly [x: number, y: number];

/** A line from point to point. */
export function linePath(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
}

/** What is between the line and a ground below it. */
export function areaPath(points: readonly Point[], ground: number): string {
  const [first, last] = [points[0], points.at(-1)];
  return first && last ? `${linePath(points)}L${round(last[0])} ${round(ground)}L${round(first[0])} ${round(ground)}Z` : "";
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
