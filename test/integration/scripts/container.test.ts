import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder } from "../../../clusters/cache-folder.ts";
import { run } from "../../../clusters/command.ts";
import { imageLabel } from "../../../clusters/images/recipes/docker-image.ts";
import { runAsRoot } from "../../../scripts/venue/root.ts";
import { presenceOf } from "../../support/docker-leftovers.ts";
import { testVenue } from "../../support/venue.ts";

const image = "tatami/tatami:test";
const minutes = 60_000;
const fixtures = join(import.meta.dirname, "..", "..", "fixtures", "lessons");

/** Builds the image on the Debian that is here; the one that it takes the name from is removed, and what both are made of stays for the next time. */
async function buildImage(): Promise<void> {
  const [base] = (await run("docker", ["image", "ls", "--filter", "dangling=false", "--filter", `label=${imageLabel}=base`, "--format", "{{.Repository}}:{{.Tag}}"], { timeoutMs: 20_000 })).split("\n");
  const older = await idOf();
  const args = ["build", "--quiet", "--network", "host", "--label", `${imageLabel}=tatami`, "--build-arg", `BASE=${base}`, "--file", "scripts/container/Dockerfile", "--tag", image, "."];
  await run("docker", args, { timeoutMs: 6 * minutes, env: { DOCKER_BUILDKIT: "0" } });
  if (older !== "" && older !== (await idOf())) await run("docker", ["image", "rm", "--force", older], { timeoutMs: minutes });
}

async function idOf(): Promise<string> {
  return await run("docker", ["image", "ls", "--quiet", "--no-trunc", image], { timeoutMs: 20_000 });
}

test("Tatami in a container, with the machine's Docker and a state folder of the same path inside and outside, proves a lesson, and a scenario whose learner is root, and leaves nothing", async () => {
  const { source } = await (async () => {
    await using venue = await testVenue();
    return venue.images;
  })();
  await buildImage();
  const folder = join(process.env["TATAMI_TEST_STATE"] as string, randomBytes(3).toString("hex"));
  const state = join(folder, "state");
  const name = `tatami-test-${randomBytes(4).toString("hex")}`;
  const cache = cacheFolder();
  await mkdir(folder, { recursive: true });
  // What is mounted inside has to be seen by Docker outside; where systemd runs, all mounts are like that.
  await runAsRoot("mount", ["--bind", folder, folder], { timeoutMs: 10_000 });
  try {
    await runAsRoot("mount", ["--make-shared", folder], { timeoutMs: 10_000 });
    const container = ["run", "--rm", "--name", name, "--privileged", "--network", "host", "--pid", "host", "--volume", "/var/run/docker.sock:/var/run/docker.sock", "--volume", `${folder}:${folder}:rshared`, "--volume", `${cache}:${cache}`, "--volume", `${fixtures}:/lessons:ro`, "--env", `TATAMI_CACHE=${cache}`, "--env", `TATAMI_IMAGES=${source}`, image];
    expect(await run("docker", [...container, "lesson", "test", "scripts/lesson/template", "/lessons/begun-shell", "--state", state], { timeoutMs: 6 * minutes })).toContain("2 of 2 lessons proved; steps: 4 proved");
    expect(await presenceOf(state)).toEqual([]);
  } finally {
    await run("docker", ["rm", "--force", name], { timeoutMs: minutes }).catch(() => undefined);
    await runAsRoot("umount", [folder], { timeoutMs: 10_000 });
  }
}, 15 * minutes);
