/** Neither side of the divider becomes narrower than this, in pixels. */
export const leastSide = 300;

/** Steps of the keyboard, as shares of the width. */
const keySteps: Record<string, number> = { ArrowLeft: -0.02, ArrowRight: 0.02, PageDown: -0.1, PageUp: 0.1 };

/** The left side's share that keeps both sides wide enough. */
export function clampShare(share: number, width: number): number {
  const least = Math.min(0.5, leastSide / width);
  return Math.min(1 - least, Math.max(least, share));
}

/** The share that puts the divider under the pointer. */
export function shareAt(x: number, box: { left: number; width: number }): number {
  return clampShare((x - box.left) / box.width, box.width);
}

/** The share after a key, or undefined when the key is none of the divider's. */
export function shareAfterKey(key: string, share: number, width: number): number | undefined {
  if (key === "Home") return clampShare(0, width);
  if (key === "End") return clampShare(1, width);
  const by = keySteps[key];
  return by === undefined ? undefined : clampShare(share + by, width);
}
