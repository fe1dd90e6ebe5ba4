import type { Recipe } from "./builder/recipe.ts";

/** Everything that a venue needs of its images, as recipes: one plan for each way to get them. */
export interface Plan {
  kubernetesVersion: string;
  node: Recipe;
  toolbox: Recipe;
  /** Its folder holds the program `kind`. */
  kind: Recipe;
  store: Recipe;
}
