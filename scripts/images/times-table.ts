import type { MadeRecipes } from "../../clusters/images/builder/build-recipes.ts";

/** Where the time of a build went: seconds of each recipe, longest first, and the total. */
export function timesTable({ recipes, seconds }: MadeRecipes): string {
  const row = (value: number, words: string) => `${value.toFixed(1).padStart(8)} s  ${words}`;
  const sum = recipes.reduce((total, recipe) => total + recipe.seconds, 0);
  const longestFirst = [...recipes].sort((a, b) => b.seconds - a.seconds);
  return [...longestFirst.map((recipe) => row(recipe.seconds, recipe.name)), row(sum, `in all; ${(seconds / 60).toFixed(1)} min by the clock, two at a time`)].join("\n");
}
