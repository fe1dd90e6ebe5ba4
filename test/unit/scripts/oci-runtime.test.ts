import { chmod, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CommandError, run } from "../../../clusters/command.ts";
import { buildOciRuntime } from "../../../scripts/venue/oci-runtime.ts";

interface Process {
  capabilities: Record<string, string[]>;
  rlimits: { type: string }[];
  oomScoreAdj: number;
  args: string[];
  noNewPrivileges: boolean;
}

/** A caller that has less than this machine may have: no CAP_SYS_TIME, few open files, and the kernel's eye on it. */
const poorCaller = 'echo 300 > /proc/self/oom_score_adj; ulimit -n 512; exec setpriv --bounding-set=-sys_time "$@"';

describe("the OCI runtime in front of runc", () => {
  let folder: string;
  let program: string;

  beforeEach(async () => {
    program = await buildOciRuntime({});
    folder = await mkdtemp(join(tmpdir(), "tatami-oci-"));
    await cp("test/fixtures/oci/config.json", join(folder, "config.json"));
    await writeFile(join(folder, "runc"), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n');
    await chmod(join(folder, "runc"), 0o755);
  }, 120_000);

  afterEach(async () => await rm(folder, { recursive: true }));

  test.each([
    ["create, as containerd's shim calls it", ["--root", "/run/x", "--log", "/create/log.json", "--log-format", "json", "create", "--bundle", "BUNDLE", "--pid-file", "/p", "id"]],
    ["run with an equals sign", ["--systemd-cgroup", "run", "--bundle=BUNDLE", "id"]],
    ["create with the short flag", ["create", "-b", "BUNDLE", "id"]],
  ])("takes out what the caller cannot give: %s", async (_name, words) => {
    const args = words.map((word) => word.replace("BUNDLE", folder));

    expect(await callIt(args)).toEqual(args);

    const { process: adapted } = await readJson<{ process: Process }>("config.json");
    expect(Object.values(adapted.capabilities).flat()).not.toContain("CAP_SYS_TIME");
    expect(adapted.capabilities["permitted"]).toEqual(["CAP_CHOWN"]);
    expect(adapted.capabilities["bounding"]).toContain("CAP_OF_THE_FUTURE");
    expect(adapted.rlimits.map(({ type }) => type)).toEqual(["RLIMIT_CORE"]);
    expect(adapted.oomScoreAdj).toBe(300);
  });

  test("leaves everything else as it was written", async () => {
    await callIt(["create", "--bundle", folder, "id"]);

    const text = await readFile(join(folder, "config.json"), "utf8");
    expect(text).toContain('"limit":9223372036854771712');
    expect(text).toContain('"unknownToUs":{"kept":true}');
    expect(text).toContain("echo '<&>'");
    expect(JSON.parse(text).process.noNewPrivileges).toBe(true);
  });

  test("adapts the file behind exec --process, where the process is the whole document", async () => {
    const { process: wanted } = await readJson<{ process: Process }>("config.json");
    await writeFile(join(folder, "exec.json"), JSON.stringify(wanted), { mode: 0o600 });

    await callIt(["--log", "/l", "exec", "--process", join(folder, "exec.json"), "--detach", "id"]);

    const adapted = await readJson<Process>("exec.json");
    expect(adapted.capabilities["effective"]).toEqual(["CAP_CHOWN"]);
    expect(adapted.oomScoreAdj).toBe(300);
  });

  test("touches nothing for other commands", async () => {
    const before = await readFile(join(folder, "config.json"), "utf8");

    expect(await callIt(["--root", "/run/x", "delete", "--force", "id"], folder)).toEqual(["--root", "/run/x", "delete", "--force", "id"]);

    expect(await readFile(join(folder, "config.json"), "utf8")).toBe(before);
  });

  test("says which file is broken instead of starting anything", async () => {
    await writeFile(join(folder, "config.json"), '{"process":');

    await expect(callIt(["create", "--bundle", folder, "id"])).rejects.toThrow(/config\.json: unexpected EOF/);
  });

  /** Calls the program as the poor caller with our runc first on PATH, and gives the arguments that runc saw. */
  async function callIt(args: string[], cwd = "/"): Promise<string[]> {
    try {
      await run("sh", ["-c", poorCaller, "sh", program, ...args], { timeoutMs: 30_000, cwd, env: { PATH: `${folder}:${process.env["PATH"]}` } });
    } catch (error) {
      // runc's own exit code comes through: the program became runc.
      if (error instanceof CommandError && error.exitCode === 7) return error.output.split("\n");
      throw error;
    }
    throw new Error("runc's exit code was lost");
  }

  async function readJson<T>(name: string): Promise<T> {
    return JSON.parse(await readFile(join(folder, name), "utf8")) as T;
  }
});
