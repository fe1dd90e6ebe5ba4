import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ScriptOptions } from "../../../../clusters/holder/holder.ts";
import { poll } from "../../../../clusters/poll.ts";
import { Lacks } from "../../../../lessons/proof/lacks.ts";
import { startHostHolder } from "../../../support/host-holder.ts";

test("what a step wanted in vain is told from what others did, each by its command", async () => {
  await using host = await startHostHolder();
  const folder = await mkdtemp(join(tmpdir(), "tatami-lacks-"));
  try {
    const wanted = join(folder, "wanted");
    // The shims of a toolbox write to a place that is this machine's own here.
    const holder = { begun: () => host.holder.begun(), runScript: (options: ScriptOptions) => host.holder.runScript({ ...options, env: { ...options.env, WANTED: wanted } }) };
    const lacks = new Lacks(holder as typeof host.holder, AbortSignal.timeout(30_000));
    expect(await lacks.ofStep("all is well\n")).toBeUndefined();
    await appendFile(wanted, "docker pull a very long name\n");
    await lacks.nextStep();
    expect(await lacks.ofStep("")).toBeUndefined();
    expect(await lacks.ofStep("curl: (6) Could not resolve host: example.org\n")).toBe("curl cannot reach example.org on the internet");
    expect(await lacks.ofOthers()).toBe("docker cannot be used (docker pull a very long name)");
    await appendFile(wanted, "\nsystemctl restart x\ndocker ps\n");
    expect(await lacks.ofStep("")).toBe("systemctl cannot be used (systemctl restart x)");
    await lacks.nextStep();
    expect(await lacks.ofStep("")).toBeUndefined();

    const fresh = new Lacks({ ...holder, runScript: (options: ScriptOptions) => host.holder.runScript({ ...options, env: { ...options.env, WANTED: "/nowhere" } }) } as typeof host.holder, AbortSignal.timeout(30_000));
    await host.holder.begin({ name: "background0", terminal: "1", script: "echo 'E: Unable to locate package nginx' >&2" });
    await poll({ name: "the background's end", timeoutMs: 30_000, intervalMs: 10 }, async () => !(await host.holder.begun())[0]?.running);
    expect(await fresh.ofStep("")).toBeUndefined();
    expect(await fresh.ofOthers()).toBe("apt cannot fetch the package nginx");
  } finally {
    await rm(folder, { recursive: true });
  }
});
