import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lessonImages } from "../../../lessons/images.ts";

test("every image that lessons deploy has names of its own", () => {
  const names = lessonImages.workloads.flatMap(({ references }) => references);
  expect(names).toEqual([...new Set(names)]);
  // A tag that moves would be fetched afresh by every Pod, and differ from venue to venue.
  for (const name of names) expect(name).toMatch(/^[a-z0-9./-]+:(?!latest)[\w.-]+$/);
});

test("what it is built from is there: Dockerfile and programs", () => {
  for (const { folder, dockerfile, programs = {} } of lessonImages.workloads) {
    for (const file of [dockerfile, ...Object.values(programs)]) expect(existsSync(join(folder, file)), join(folder, file)).toBe(true);
  }
  for (const { folder, entry } of Object.values(lessonImages.toolboxPrograms)) expect(existsSync(join(folder, entry)), entry).toBe(true);
});

test("an image that stands in for upstream's goes by the name of that one", () => {
  for (const { references, upstream } of lessonImages.workloads) {
    if (upstream !== undefined) expect(upstream.replace(/^docker\.io\/(library\/)?/, "")).toBe(references[0]);
  }
});
