import type { Lane, Recipe } from "./recipe.ts";

/** Seconds from the beginning of a recipe to the end of everything that waits for it: what is longest goes first. */
export function tailsOf(recipes: readonly Recipe[], secondsOf: (recipe: Recipe) => number): Map<Recipe, number> {
  const tails = new Map<Recipe, number>();
  const tailOf = (recipe: Recipe): number => {
    const known = tails.get(recipe);
    if (known !== undefined) return known;
    const waiting = recipes.filter(({ needs }) => needs.includes(recipe)).map(tailOf);
    const tail = secondsOf(recipe) + Math.max(0, ...waiting);
    tails.set(recipe, tail);
    return tail;
  };
  for (const recipe of recipes) tailOf(recipe);
  return tails;
}

/** Seconds until all are done: the fullest lane, or the longest chain of recipes that wait for each other. */
export function secondsLeft(unfinished: readonly Recipe[], remainingOf: (recipe: Recipe) => number): number {
  const lanes: Record<Lane, number> = { cpu: 0, network: 0 };
  for (const recipe of unfinished) lanes[recipe.lane] += remainingOf(recipe);
  return Math.max(0, lanes.cpu, lanes.network, ...tailsOf(unfinished, remainingOf).values());
}
