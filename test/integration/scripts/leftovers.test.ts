import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";
import { environmentLabel, stateLabel, statePrefix } from "../../../clusters/labels.ts";
import { poll } from "../../../clusters/poll.ts";
import { leftBehind } from "../../../scripts/test/left/leftovers.ts";
import { stateFolders, temporaryFolder } from "../../../scripts/test/left/run-marks.ts";
import { VolumeWatch } from "../../../scripts/test/left/volume-watch.ts";
import { testVenue } from "../../support/venue.ts";

const timeoutMs = 60_000;

test("all that a run left is named and taken down: containers, networks, volumes, mounts, loop devices, processes, files; what is not the run's stays", async () => {
  await using venue = await testVenue();
  const marks = { folder: await mkdtemp(join(tmpdir(), "left-")), id: randomBytes(4).toString("hex") };
  const other = randomBytes(4).toString("hex");
  const state = join(stateFolders(marks), "abc123");
  const mounted = join(marks.folder, "mounted");
  const temporary = temporaryFolder(marks);
  for (const folder of [state, mounted, temporary]) await mkdir(folder, { recursive: true });
  await using volumes = new VolumeWatch(marks);
  try {
    expect(await leftBehind(marks, volumes)).toEqual([]);

    const make = (name: string, ...options: string[]) => run("docker", ["create", "--name", name, ...options, venue.images.toolboxImage], { timeoutMs });
    const node = `${statePrefix(state)}xyz234-control-plane`;
    await make(`probe-${marks.id}`);
    await make(node);
    await make(`probe-${other}`);
    await run("docker", ["network", "create", "--internal", "--label", `${stateLabel}=${state}`, "--label", `${environmentLabel}=xyz234`, `net-${other}`], { timeoutMs });
    await run("docker", ["network", "create", "--internal", `net-${marks.id}`], { timeoutMs });
    // A container that is gone, and has left its volume.
    await run("docker", ["run", "--rm", "--name", `brief-${marks.id}`, "--entrypoint", "true", "--volume", `volume-${other}:/volume`, venue.images.toolboxImage], { timeoutMs });
    await poll({ name: "the volume to be known", timeoutMs, intervalMs: 50 }, async () => (await volumes.left()).length === 1);
    await run("mount", ["-t", "tmpfs", "-o", "size=64k", "tatami-test", mounted], { timeoutMs });
    await writeFile(join(marks.folder, "disk"), Buffer.alloc(65_536));
    const device = await run("losetup", ["--show", "--find", join(marks.folder, "disk")], { timeoutMs });
    await writeFile(join(temporary, "forgotten"), "");
    const child = spawn("tail", ["-f", "/dev/null"], { env: { ...process.env, TATAMI_TEST_RUN: marks.id } });
    const ended = once(child, "exit");

    const trouble = await leftBehind(marks, volumes);
    expect(trouble.toSorted()).toEqual(
      [
        `process ${child.pid}: tail -f /dev/null was left behind`,
        `environment xyz234 of ${state} was left behind`,
        `container probe-${marks.id} was left behind`,
        `container ${node} was left behind`,
        `network net-${marks.id} was left behind`,
        `volume volume-${other} was left behind`,
        `mount ${mounted} was left behind`,
        `loop device ${device} of ${join(marks.folder, "disk")} was left behind`,
        `temporary ${join(temporary, "forgotten")} was left behind`,
      ].toSorted(),
    );
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(await leftBehind(marks, volumes)).toEqual([]);
    expect(await run("docker", ["ps", "--all", "--format", "{{.Names}}"], { timeoutMs })).toContain(`probe-${other}`);
    expect(await readFile("/proc/mounts", "utf8")).not.toContain(mounted);
  } finally {
    await run("docker", ["rm", "--force", `probe-${other}`], { timeoutMs });
    await rm(marks.folder, { recursive: true, force: true });
  }
});
