import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { CommandError, run } from "../../clusters/command.ts";
import { BuildLock } from "../../clusters/images/builder/build-lock.ts";
import { imageLabel } from "../../clusters/images/recipes/docker-image.ts";
import { runAsRoot } from "../venue/root.ts";

/** What can be made again by `tatami images build`; clusters that live have hard links of their own to the store's files. */
const shelves = ["artifacts", "store", "contexts", "go-build", "go-path", "go-toolchain"];

/** `tatami images clean`: removes all that preparing images left on this machine. Images of containers that exist stay, and are named. */
export async function cleanImages(signal: AbortSignal): Promise<void> {
  const cache = cacheFolder();
  using _lock = await BuildLock.acquire(cache, { signal, onWait: () => console.log("Another process prepares images; waiting for its end.") });
  for (const shelf of shelves.map((name) => join(cache, name)).filter((path) => existsSync(path))) {
    await runAsRoot("rm", ["-rf", "--one-file-system", shelf], { timeoutMs: 600_000, signal });
    console.log(`removed ${shelf}`);
  }
  const listed = await run("docker", ["image", "ls", "--filter", `label=${imageLabel}`, "--format", "{{.Repository}}:{{.Tag}}"], { timeoutMs: 60_000, signal });
  for (const reference of listed.split("\n").filter((line) => line && !line.includes("<none>"))) {
    try {
      await run("docker", ["image", "rm", reference], { timeoutMs: 120_000, signal });
      console.log(`removed ${reference}`);
    } catch (error) {
      if (!(error instanceof CommandError) || !/is being used|in use/.test(error.output)) throw error;
      console.log(`kept ${reference}: a container is made of it`);
    }
  }
}
