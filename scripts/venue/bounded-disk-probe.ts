import { mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { runAsRoot } from "./root.ts";

/** Makes a small ext4 file, mounts it through a loop device and takes it away again: what every learner's bounded disk needs. Throws when a step fails. */
export async function probeBoundedDisk(signal?: AbortSignal): Promise<void> {
  const options = { timeoutMs: 20_000, ...(signal && { signal }) };
  await mkdir(cacheFolder(), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder(), "disk-probe-"));
  try {
    const file = join(folder, "disk");
    const mountPoint = join(folder, "mounted");
    await mkdir(mountPoint);
    await writeFile(file, "");
    await truncate(file, 16 * 1024 * 1024);
    await runAsRoot("mkfs.ext4", ["-q", file], options);
    await runAsRoot("mount", ["-o", "loop", file, mountPoint], options);
    await runAsRoot("umount", [mountPoint], options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
