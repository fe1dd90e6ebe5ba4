/** One measured figure of a bench. */
export interface Figure {
  value: number;
  unit: string;
  /** The goal in words, e.g. "<= 5". */
  goal: string;
  ok: boolean;
}

/** A figure that must not be larger than `limit`. */
export function atMost(value: number, limit: number, unit: string): Figure {
  return { value: rounded(value), unit, goal: `<= ${limit}`, ok: value <= limit };
}

/** A figure that must not be smaller than `limit`. */
export function atLeast(value: number, limit: number, unit: string): Figure {
  return { value: rounded(value), unit, goal: `>= ${limit}`, ok: value >= limit };
}

/** A figure without a goal of its own: beside the others, to understand them. */
export function noted(value: number, unit: string): Figure {
  return { value: rounded(value), unit, goal: "none", ok: Number.isFinite(value) };
}

/** The value below which a share of the sorted samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
