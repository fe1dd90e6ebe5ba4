import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RecipeKeys } from "../../../clusters/images/builder/recipe-key.ts";
import type { Recipe } from "../../../clusters/images/builder/recipe.ts";
import { mavenJars } from "../../../clusters/images/recipes/maven-jars.ts";
import { type Workload, workloadImages } from "../../../clusters/images/workload.ts";
import { tinyRecipe } from "../../fixtures/images/tiny-recipes.ts";

let cacheFolder: string;
let folder: string;

beforeEach(() => {
  cacheFolder = mkdtempSync(join(tmpdir(), "tatami-workload-"));
  folder = join(cacheFolder, "app");
  mkdirSync(folder);
  writeFileSync(join(folder, "Dockerfile"), "ARG BASE\nFROM ${BASE}\n");
  writeFileSync(join(folder, "main.ts"), "console.log(1);\n");
});
afterEach(() => rmSync(cacheFolder, { recursive: true }));

const imageOf = (facts: Partial<Workload> = {}, { pull = false } = {}) => {
  const bases = { debian: tinyRecipe(cacheFolder, "debian"), "node-js": tinyRecipe(cacheFolder, "node-js") };
  const [entry] = workloadImages([{ references: ["tatami/chat:1"], folder, dockerfile: "Dockerfile", base: "node-js", ...facts }], { cacheFolder, bases, pull });
  if (!entry) throw new Error("no image");
  return entry;
};
const keyOf = async (recipe: Recipe): Promise<string> => await new RecipeKeys().of(recipe);
const namesOf = ({ needs }: Recipe): string[] => needs.map(({ name }) => name);

test("pods know an image by all its names, written in full", () => {
  const { references, image } = imageOf({ references: ["redis:7.0-bookworm", "redis:7.0", "ghcr.io/linki/chaoskube:v1"] });
  expect(references).toEqual(["docker.io/library/redis:7.0-bookworm", "docker.io/library/redis:7.0", "ghcr.io/linki/chaoskube:v1"]);
  expect(image.name).toBe("workload-redis-7-0-bookworm");
});

test("a change of a source, of the base or of an argument makes another image", async () => {
  const programs = { "main.mjs": "main.ts" };
  const key = await keyOf(imageOf({ programs }).image);
  expect(await keyOf(imageOf({ programs }).image)).toBe(key);
  cpSync(join(folder, "main.ts"), join(folder, "other.ts"));
  const others = [{ programs }, { programs: { "main.mjs": "other.ts" } }, { programs, base: "debian" as const }, { programs, arguments: { VERSION: "2" } }];
  const keys = await Promise.all(others.map(async (facts) => await keyOf(imageOf(facts).image)));
  expect(new Set([key, ...keys]).size).toBe(5);
});

test("jars are fetched for an image that is built", () => {
  const jars = { into: "libs", artifacts: [{ id: "org.example:thing:1.0", needs: true }] };
  const image = imageOf({ references: ["apache/kafka:4"], base: "debian", jars, upstream: "docker.io/apache/kafka:4" }).image;
  expect(namesOf(image)).toEqual(["debian", "jars-workload-apache-kafka-4"]);
});

test("where images can be pulled upstream's is taken as it is, and ours is built on the pulled base", async () => {
  const jars = { into: "libs", artifacts: [{ id: "org.example:thing:1.0", needs: true }] };
  const pulled = imageOf({ references: ["apache/kafka:4"], jars, upstream: "docker.io/apache/kafka:4" }, { pull: true });
  expect(pulled.references).toEqual(["docker.io/apache/kafka:4"]);
  expect(pulled.image.placeOf(await keyOf(pulled.image))).toBe("docker.io/apache/kafka:4");
  expect(namesOf(pulled.image)).toEqual([]);
  const ours = imageOf({}, { pull: true }).image;
  expect(ours.placeOf("key")).toBe("tatami/workload-tatami-chat-1:key");
  expect(namesOf(ours)).toEqual(["node-js"]);
});

test("another version of a library, or the library alone, is another folder of jars", async () => {
  const keys = [["a:b:1", true], ["a:b:2", true], ["a:b:1", false]].map(async ([id, needs]) => await keyOf(mavenJars(cacheFolder, "x", [{ id: String(id), needs: Boolean(needs) }])));
  expect(new Set(await Promise.all(keys)).size).toBe(3);
  expect(() => mavenJars(cacheFolder, "x", [{ id: "a:b", needs: true }])).toThrow('group:name:version, not "a:b"');
});
