/** One measured figure of a bench. */
export interface Figure {
  value: number;
  unit: string;
  /** The goal in words, e.g. "<= 5". */
  goal: string;
  ok: boolean;
  /** What the value was taken from, in the order it was measured. */
  samples?: number[];
  /** How it was taken, where the name does not say it. */
  note?: string;
}

type Details = Pick<Figure, "samples" | "note">;

/** A figure that must not be larger than `limit`. */
export function atMost(value: number, limit: number, unit: string, details: Details = {}): Figure {
  return { value: rounded(value), unit, goal: `<= ${rounded(limit)}`, ok: value <= limit, ...roundedDetails(details) };
}

/** A figure that must be smaller than `limit`. */
export function below(value: number, limit: number, unit: string, details: Details = {}): Figure {
  return { value: rounded(value), unit, goal: `< ${rounded(limit)}`, ok: value < limit, ...roundedDetails(details) };
}

/** A figure that must not be smaller than `limit`. */
export function atLeast(value: number, limit: number, unit: string, details: Details = {}): Figure {
  return { value: rounded(value), unit, goal: `>= ${rounded(limit)}`, ok: value >= limit, ...roundedDetails(details) };
}

/** A figure without a goal of its own: beside the others, to understand them. */
export function noted(value: number, unit: string, details: Details = {}): Figure {
  return { value: rounded(value), unit, goal: "none", ok: Number.isFinite(value), ...roundedDetails(details) };
}

/** The value below which a share of the sorted samples lies; with few samples the largest of them. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one of the samples, or the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

function roundedDetails({ samples, note }: Details): Details {
  return { ...(samples && { samples: samples.map(rounded) }), ...(note !== undefined && { note }) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
