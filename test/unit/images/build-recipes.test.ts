import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildRecipes, type MadeRecipes, missingRecipes } from "../../../clusters/images/builder/build-recipes.ts";
import { ImageProblem } from "../../../clusters/images/builder/image-problem.ts";
import type { BuildProgress } from "../../../clusters/images/builder/progress.ts";
import type { Recipe } from "../../../clusters/images/builder/recipe.ts";
import { noHost } from "../../fixtures/images/no-host.ts";
import { tinyRecipe } from "../../fixtures/images/tiny-recipes.ts";

let cacheFolder: string;
let order: string[];

beforeEach(() => {
  cacheFolder = mkdtempSync(join(tmpdir(), "tatami-build-"));
  order = [];
});
afterEach(() => rmSync(cacheFolder, { recursive: true }));

const recipe = (name: string, facts: Parameters<typeof tinyRecipe>[2] = {}): Recipe => tinyRecipe(cacheFolder, name, { onBuild: () => order.push(name), ...facts });
const build = async (recipes: Recipe[], rest: Partial<Parameters<typeof buildRecipes>[1]> = {}) => await buildRecipes(recipes, { cacheFolder, diskFolders: [cacheFolder], host: noHost, ...rest });
const problemOf = async (work: Promise<unknown>): Promise<ImageProblem> => {
  const error = await work.then(() => undefined, (error: unknown) => error);
  expect(error).toBeInstanceOf(ImageProblem);
  return error as ImageProblem;
};

describe("order", () => {
  test("needs come first, and a recipe finds where they are", async () => {
    const a = recipe("a");
    const b = recipe("b", { needs: [a] });
    const places = await build([b]);
    expect(order).toEqual(["a", "b"]);
    expect(readFileSync(join(places.get(b) as string, "needs"), "utf8")).toBe(places.get(a));
    expect(readFileSync(join(places.get(a) as string, "a"), "utf8")).toBe("a\n");
  });

  test("what the longest way to the end waits for goes first", async () => {
    const short = recipe("short", { expectedSeconds: 5 });
    const first = recipe("first", { expectedSeconds: 1 });
    const long = recipe("long", { expectedSeconds: 9, needs: [first] });
    await build([short, long]);
    expect(order).toEqual(["first", "long", "short"]);
  });

  test("one recipe of each lane at a time, both lanes at once", async () => {
    // Each lane's first recipe ends only when it has seen that the other's has begun; a second one of a lane finds its lane free.
    const meet = (mine: string, other: string) => `echo x > ${cacheFolder}/${mine}; until [ -e ${cacheFolder}/${other} ]; do sleep 0.02; done`;
    const alone = (lane: string) => `mkdir ${cacheFolder}/busy-${lane}; sleep 0.1; rmdir ${cacheFolder}/busy-${lane}`;
    const cpu = recipe("cpu-1", { expectedSeconds: 9, script: meet("cpu", "network") });
    const network = recipe("network-1", { expectedSeconds: 9, lane: "network", script: meet("network", "cpu") });
    const more = ["2", "3"].flatMap((n) => [recipe(`cpu-${n}`, { script: alone("cpu") }), recipe(`network-${n}`, { lane: "network", script: alone("network") })]);
    await build([cpu, network, ...more]);
    expect(order).toHaveLength(6);
  });
});

test("at the end it tells what was made and how long it took; nothing when nothing was", async () => {
  const told: MadeRecipes[] = [];
  const a = recipe("a");
  const b = recipe("b", { needs: [a] });
  await build([b], { onMade: (made) => told.push(made) });
  await build([b], { onMade: (made) => told.push(made) });
  expect(told).toEqual([{ recipes: [{ name: "a", seconds: expect.any(Number) }, { name: "b", seconds: expect.any(Number) }], seconds: expect.any(Number) }]);
});

describe("what is there already", () => {
  test("is not made again, nor is what only it needed", async () => {
    const a = recipe("a");
    const b = recipe("b", { needs: [a] });
    const places = await build([b]);
    rmSync(places.get(a) as string, { recursive: true });
    expect(await missingRecipes([b])).toEqual([]);
    expect(await build([b])).toEqual(places);
    expect(order).toEqual(["a", "b"]);
  });

  test("is made again when an input changed, together with what stands on it", async () => {
    const source = join(cacheFolder, "source");
    writeFileSync(source, "1");
    const a = recipe("a", { inputs: [source] });
    const b = recipe("b", { needs: [a] });
    await build([b]);
    writeFileSync(source, "2");
    await build([b]);
    expect(order).toEqual(["a", "b", "a", "b"]);
  });

  test("measured times replace the expected ones", async () => {
    await build([recipe("a", { expectedSeconds: 500 })]);
    const seen: BuildProgress[] = [];
    await build([recipe("a", { expectedSeconds: 500, literals: ["changed"] })], { onProgress: (progress) => seen.push(progress) });
    expect(Math.max(...seen.map(({ secondsLeft }) => secondsLeft))).toBeLessThan(60);
  });
});

test("progress goes from 0 to 1 and names what runs", async () => {
  const seen: BuildProgress[] = [];
  const a = recipe("a", { expectedSeconds: 30 });
  await build([recipe("b", { needs: [a], expectedSeconds: 10 })], { onProgress: (progress) => seen.push(progress) });
  expect(seen[0]).toMatchObject({ running: ["a"], done: [], total: 2 });
  expect(seen[0]?.overall).toBeLessThan(0.1);
  expect(seen[0]?.secondsLeft).toBeGreaterThan(30);
  const overall = seen.map((progress) => progress.overall);
  expect(overall).toEqual([...overall].sort((x, y) => x - y));
  expect(seen.at(-1)).toMatchObject({ overall: 1, secondsLeft: 0, running: [], done: ["a", "b"] });
});

describe("failures", () => {
  test("name the recipe, give the end of its output and say what to do; nothing half-made stays", async () => {
    const bad = recipe("bad", { script: 'echo half > "$FOLDER/half"; for n in $(seq 50); do echo "line $n"; done; echo "the reason" >&2; exit 3' });
    const problem = await problemOf(build([recipe("after", { needs: [bad] })]));
    expect(problem.message).toMatch(/^bad could not be made: /);
    expect(problem.message).toContain("the reason");
    expect(problem.message).not.toContain("line 5\n");
    expect(problem.remedy).toContain("start again");
    expect(order).toEqual(["bad"]);
    expect(readdirSync(join(cacheFolder, "artifacts"))).toEqual([]);
  });

  test("end what runs beside, and keep what was made before", async () => {
    const good = recipe("good", { lane: "network" });
    const endless = recipe("endless", { script: "sleep 50" });
    const bad = recipe("bad", { lane: "network", needs: [good], script: "exit 1" });
    await problemOf(build([endless, bad]));
    expect(readdirSync(join(cacheFolder, "artifacts"))).toEqual([expect.stringMatching(/^good-/)]);
  });

  test("a disk without room is said before anything begins", async () => {
    const problem = await problemOf(build([recipe("huge", { megabytes: 1024 ** 3 })]));
    expect(problem.message).toMatch(/takes about 1048576\.0 GiB of disk and .* has [\d.]+ GiB free/);
    expect(problem.remedy).toContain("TATAMI_CACHE");
    expect(order).toEqual([]);
  });

  test("a missing package of the host is asked for before anything begins", async () => {
    const asked: string[] = [];
    const host = { ...noHost, installPackages: async (packages: readonly string[]) => void asked.push(...packages) };
    const packages = [{ name: "absent", file: "/nothing/here" }, { name: "present", file: "/bin/sh" }];
    await build([recipe("a", { hostPackages: packages, onBuild: () => expect(asked).toEqual(["absent"]) })], { host });
    expect(asked).toEqual(["absent"]);
  });
});

test("a build that is aborted throws the signal's reason when its programs have ended", async () => {
  const stop = new AbortController();
  const pidFile = join(cacheFolder, "pid");
  const work = build([recipe("endless", { script: `echo $$ > ${pidFile}; echo begun; exec sleep 50` })], {
    signal: stop.signal,
    onProgress: ({ detail }) => detail.endsWith("begun") && stop.abort(new Error("enough")),
  });
  await expect(work).rejects.toThrow("enough");
  expect(existsSync(`/proc/${readFileSync(pidFile, "utf8").trim()}`)).toBe(false);
  expect(readdirSync(join(cacheFolder, "artifacts"))).toEqual([]);
});
