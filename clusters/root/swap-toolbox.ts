import { chmod, chown, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../command.ts";
import { makeRootDisk, openTerminal, type Site, startToolboxStep } from "../environment-steps.ts";
import { nodeOf } from "../kind.ts";
import { rootFolder } from "./root-disk.ts";

/** Puts a toolbox whose learner is root in the place of a sleeping one's, and wakes the node. Whatever was begun has ended when it rejects. */
export async function swapToolbox(site: Site, signal: AbortSignal): Promise<void> {
  const { name, flavor, folder } = site;
  const outcomes = await Promise.allSettled([
    // Not ended by the signal: Docker would finish it all the same, and the teardown would not see it.
    run("docker", ["rm", "--force", "--volumes", `${name}-toolbox`], { timeoutMs: 60_000 }),
    makeRootDisk(site, signal),
    ...(flavor === "cluster" ? [run("docker", ["unpause", nodeOf(name)], { timeoutMs: 60_000 })] : []),
  ]);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  if (flavor === "cluster") await takeKubeconfig(folder);
  await startToolboxStep.run(site, signal);
  await openTerminal.run(site, signal);
}

/** Nobody has worked in the home that it comes from. */
async function takeKubeconfig(folder: string): Promise<void> {
  const file = join(rootFolder(folder), "root", ".kube", "config");
  await copyFile(join(folder, "home", "disk", ".kube", "config"), file);
  await chown(file, 0, 0);
  await chmod(file, 0o600);
}
