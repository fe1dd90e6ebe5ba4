import { chmodSync, cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RecipeKeys } from "../../../clusters/images/builder/recipe-key.ts";
import type { Recipe } from "../../../clusters/images/builder/recipe.ts";
import { tinyRecipe } from "../../fixtures/images/tiny-recipes.ts";

let folder: string;
let input: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tatami-keys-"));
  input = join(folder, "input");
  mkdirSync(join(input, "sub"), { recursive: true });
  writeFileSync(join(input, "one"), "1");
  writeFileSync(join(input, "sub", "two"), "2");
});
afterEach(() => rmSync(folder, { recursive: true }));

const keyOf = async (recipe: Recipe): Promise<string> => await new RecipeKeys().of(recipe);
const recipe = (facts: Parameters<typeof tinyRecipe>[2] = {}, name = "a"): Recipe => tinyRecipe(folder, name, { inputs: [input], ...facts });

test("a key is 16 hex digits, and the same for the same content in another place", async () => {
  const key = await keyOf(recipe());
  expect(key).toMatch(/^[0-9a-f]{16}$/);
  expect(await keyOf(recipe())).toBe(key);
  cpSync(input, join(folder, "clone", "input"), { recursive: true });
  expect(await keyOf(recipe({ inputs: [join(folder, "clone", "input")] }))).toBe(key);
});

test.each<[string, () => void]>([
  ["a changed file deep inside", () => writeFileSync(join(input, "sub", "two"), "3")],
  ["a new file", () => writeFileSync(join(input, "three"), "")],
  ["a removed file", () => rmSync(join(input, "one"))],
  ["a file that became a program", () => chmodSync(join(input, "one"), 0o755)],
])("%s changes the key", async (_what, change) => {
  const before = await keyOf(recipe());
  change();
  expect(await keyOf(recipe())).not.toBe(before);
});

test("name, literals and needs change the key; expected times do not", async () => {
  const key = await keyOf(recipe());
  expect(await keyOf(recipe({}, "b"))).not.toBe(key);
  expect(await keyOf(recipe({ literals: ["v2"] }))).not.toBe(key);
  expect(await keyOf(recipe({ expectedSeconds: 99, megabytes: 99, lane: "network" }))).toBe(key);
  const needing = (literal: string): Recipe => recipe({ needs: [recipe({ literals: [literal] }, "need")] });
  expect(await keyOf(needing("1"))).not.toBe(key);
  expect(await keyOf(needing("1"))).not.toBe(await keyOf(needing("2")));
});

test("parts that only look alike when put together have other keys", async () => {
  expect(await keyOf(recipe({ literals: ["ab", "c"] }))).not.toBe(await keyOf(recipe({ literals: ["a", "bc"] })));
});
