import { rm } from "node:fs/promises";
import { join } from "node:path";
import { removeClone } from "./bounded-disk.ts";
import { run } from "./command.ts";
import { dockerList } from "./docker-list.ts";
import { environmentLabel } from "./labels.ts";
import { clusterLabel } from "./kind.ts";
import { removeRootDisk } from "./root/root-disk.ts";
import type { Site } from "./environment-steps.ts";

/** Takes down everything of an environment: tries all of it and throws one AggregateError for what could not be. What is not there is no error. */
export async function tearDown({ id, name, folder }: Pick<Site, "id" | "name" | "folder">): Promise<void> {
  const failures: unknown[] = [];
  const attempt = async (work: () => Promise<unknown>): Promise<void> => void (await work().catch((error: unknown) => failures.push(error)));
  await attempt(() => removeContainers(id, name));
  await attempt(() => removeNetworks(id));
  await attempt(() => removeRootDisk(folder));
  await attempt(() => removeClone(join(folder, "home")));
  await attempt(() => removeClone(join(folder, "var")));
  if (failures.length === 0) await attempt(() => rm(folder, { recursive: true, force: true }));
  if (failures.length > 0) throw new AggregateError(failures, `Environment ${id} could not be taken down whole: ${failures.map((failure) => (failure as Error).message).join("; ")}`);
}

/** kind deletes a cluster in the same way, by its label, and would also edit a kubeconfig that nobody else uses: a sweep needs no kind. */
async function removeContainers(id: string, name: string): Promise<void> {
  const labels = [`${environmentLabel}=${id}`, `${clusterLabel}=${name}`];
  const found = (await Promise.all(labels.map((label) => dockerList(["ps", "--all", "--quiet", "--filter", `label=${label}`])))).flat();
  // A paused container cannot be ended by signal; removal by force thaws and kills it.
  if (found.length > 0) await run("docker", ["rm", "--force", "--volumes", ...found], { timeoutMs: 60_000 });
}

async function removeNetworks(id: string): Promise<void> {
  const found = await dockerList(["network", "ls", "--quiet", "--filter", `label=${environmentLabel}=${id}`]);
  if (found.length > 0) await run("docker", ["network", "rm", ...found], { timeoutMs: 60_000 });
}
