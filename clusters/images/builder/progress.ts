import { secondsLeft } from "./estimate.ts";
import type { Recipe } from "./recipe.ts";

/** What is told while recipes run. */
export interface BuildProgress {
  /** 0 to 1, by expected time. */
  overall: number;
  /** Names of the recipes that run now. */
  running: string[];
  /** What one of them is doing, one line. */
  detail: string;
  /** An estimate; never 0 before the end. */
  secondsLeft: number;
  /** Names of the recipes that are done, and how many there are to do in all. */
  done: string[];
  total: number;
}

/** Follows which recipes run and for how long, and tells every second and at every change. */
export class ProgressTeller implements Disposable {
  readonly #recipes: readonly Recipe[];
  readonly #secondsOf: (recipe: Recipe) => number;
  readonly #tell: (progress: BuildProgress) => void;
  readonly #begun = new Map<Recipe, number>();
  readonly #done = new Set<Recipe>();
  readonly #clock: NodeJS.Timeout;
  #detail = "";

  constructor(recipes: readonly Recipe[], secondsOf: (recipe: Recipe) => number, tell: (progress: BuildProgress) => void) {
    this.#recipes = recipes;
    this.#secondsOf = secondsOf;
    this.#tell = tell;
    this.#clock = setInterval(() => this.#show(), 1_000);
  }

  begin(recipe: Recipe): void {
    this.#begun.set(recipe, performance.now());
    this.#detail = recipe.name;
    this.#show();
  }

  /** Seldom shown at once: output may come in floods. */
  detail(recipe: Recipe, line: string): void {
    if (line.trim()) this.#detail = `${recipe.name}: ${line.trim().slice(0, 120)}`;
  }

  /** Gives the seconds it took. */
  end(recipe: Recipe): number {
    const seconds = this.#elapsed(recipe);
    this.#done.add(recipe);
    this.#show();
    return seconds;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#clock);
  }

  #show(): void {
    const unfinished = this.#recipes.filter((recipe) => !this.#done.has(recipe));
    const total = this.#recipes.reduce((sum, recipe) => sum + this.#secondsOf(recipe), 0);
    const left = unfinished.reduce((sum, recipe) => sum + this.#remaining(recipe), 0);
    this.#tell({
      overall: unfinished.length === 0 || total === 0 ? 1 : Math.min(0.99, 1 - left / total),
      running: unfinished.filter((recipe) => this.#begun.has(recipe)).map(({ name }) => name),
      detail: this.#detail,
      secondsLeft: unfinished.length === 0 ? 0 : Math.max(1, Math.ceil(secondsLeft(unfinished, (recipe) => this.#remaining(recipe)))),
      done: [...this.#done].map(({ name }) => name),
      total: this.#recipes.length,
    });
  }

  /** What takes longer than expected counts as nearly done, not as done. */
  #remaining(recipe: Recipe): number {
    const expected = this.#secondsOf(recipe);
    return Math.max(expected * 0.05, expected - this.#elapsed(recipe));
  }

  #elapsed(recipe: Recipe): number {
    const begun = this.#begun.get(recipe);
    return begun === undefined ? 0 : (performance.now() - begun) / 1000;
  }
}
