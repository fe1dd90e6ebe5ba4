import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CommandError, run } from "../../../clusters/command.ts";
import { programPath } from "../../../clusters/program-path.ts";

const tatami = resolve("scripts/tatami.mjs");
const module = pathToFileURL(resolve("scripts/bootstrap/root.mjs")).href;
/** As nobody, who may read wherever the tests' clone and Node lie. */
const asNobody = ["--reuid=65534", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"];

describe("a user who is not root", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tatami-root-"));
    await chmod(folder, 0o755);
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  test("without sudo is refused at once, with what to do", async () => {
    const { exitCode, output } = await start(["start", "--state", join(folder, "state")]);
    expect(exitCode).toBe(1);
    expect(output).toBe("tatami: this command needs root, to mount disks, to set the packet filter and to use Docker, and there is no sudo on this machine: run it as root.");
  });

  test("whom sudo does not let is refused with its way out", async () => {
    await putSudo("exit 1");
    expect(await start(["images", "build"])).toMatchObject({ exitCode: 1, output: expect.stringMatching(/needs root.*sudo does not let this user without a password: run it as root, or run `sudo -v` first\.$/) });
  });

  test("whom sudo lets goes on as root, with home and PATH of their own and no secret among the arguments", async () => {
    await putSudo('[ "$4" = env ] || exit 0', 'printf "%s\\n" "$*"', "exit 7");
    const { exitCode, output } = await start(["stop", "--state", "/some/where"], { HOME: "/home/someone", TATAMI_ACCESS_CODE: "sesame" });
    expect(exitCode).toBe(7);
    expect(output).toMatch(new RegExp(`^-n -E -- env HOME=/home/someone PATH=${folder} \\S+/node --max-semi-space-size=1 --disable-warning=ExperimentalWarning \\S+/scripts/tatami.ts stop --state /some/where$`));
  });

  test("needs no root to read the help", async () => {
    expect(await start(["stop", "--help"])).toMatchObject({ exitCode: 0, output: expect.stringContaining("--keep-environments") });
  });

  async function start(args: string[], env: Record<string, string> = {}): Promise<{ exitCode: number | undefined; output: string }> {
    try {
      return { exitCode: 0, output: await run(programPath("setpriv") as string, [...asNobody, process.execPath, tatami, ...args], { timeoutMs: 30_000, env: { ...env, PATH: folder } }) };
    } catch (error) {
      if (error instanceof CommandError) return error;
      throw error;
    }
  }

  /** A sudo that decides by a few lines of shell. */
  async function putSudo(...lines: string[]): Promise<void> {
    await writeFile(join(folder, "sudo"), ["#!/bin/sh", ...lines, ""].join("\n"));
    await chmod(join(folder, "sudo"), 0o755);
  }
});

test.each([
  ["tatami", ["start", "--port", "9000"], "must"],
  ["tatami", ["lesson", "test", "lessons"], "must"],
  ["tatami", ["lesson", "lint", "lessons"], null],
  ["tatami", ["lesson", "new", "start"], null],
  ["tatami", ["images"], "better"],
  ["tatami", ["images", "pull"], "must"],
  ["tatami", ["doctor", "--json"], "better"],
  ["tatami", [], null],
  ["test", ["unit"], "must"],
  ["bench", ["boot", "--json", "x"], "must"],
  ["screenshots", [], null],
])("what %s %j needs of root: %s", async (name, args, need) => {
  const script = `import { rootNeed } from "${module}"; console.log(JSON.stringify(rootNeed(${JSON.stringify(name)}, ${JSON.stringify(args)}) ?? null))`;
  expect(JSON.parse(await run(process.execPath, ["--input-type=module", "-e", script], { timeoutMs: 30_000 }))).toBe(need);
});
