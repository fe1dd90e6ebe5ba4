import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CommandError } from "../../../clusters/command.ts";
import { pauseContainers } from "../../../clusters/pause.ts";

const signal = AbortSignal.timeout(20_000);
let folder: string;

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-pause-"))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** A `docker` that notes what it is asked and refuses the first times. */
async function dockerThatRefuses(times: number, words: string): Promise<() => Promise<string[]>> {
  const asked = join(folder, "asked");
  await writeFile(asked, "");
  await writeFile(join(folder, "docker"), `#!/bin/bash\necho "$*" >> ${asked}\nif (( $(wc -l < ${asked}) <= ${times} )); then echo "${words}" >&2; exit 1; fi\n`);
  await chmod(join(folder, "docker"), 0o755);
  vi.stubEnv("PATH", `${folder}:${process.env["PATH"]}`);
  return async () => (await readFile(asked, "utf8")).trim().split("\n");
}

test("a container whose processes cannot be frozen at that moment is tried again, and the others after it", async () => {
  const asked = await dockerThatRefuses(2, "Cannot pause container: OCI runtime pause failed: unable to freeze: unknown");
  await pauseContainers(["one", "two"], signal);
  expect(await asked()).toEqual(["pause one", "pause one", "pause one", "pause two"]);
});

test("any other refusal is told at once", async () => {
  const asked = await dockerThatRefuses(9, "No such container: one");
  await expect(pauseContainers(["one", "two"], signal)).rejects.toThrow(CommandError);
  expect(await asked()).toEqual(["pause one"]);
});
