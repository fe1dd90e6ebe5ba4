import { mkdir, rm, rmdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { mountClone, removeClone, unmount } from "../bounded-disk.ts";
import { run } from "../command.ts";
import type { RootFilesystem } from "./root-filesystem.ts";

/** Where an environment's folder holds what its root sees: the image's files below, what was changed on a bounded disk above. */
export function rootFolder(folder: string): string {
  return join(folder, "root-files");
}

/** Mounts a root's files, and moves the place of the holder's socket onto their disk: root could fill the folder that it is in. */
export async function mountRootDisk({ lower, disk }: RootFilesystem, folder: string, signal: AbortSignal): Promise<void> {
  const flags = ["nosuid", "nodev"];
  const { folder: own } = await mountClone(disk, join(folder, "root"), { flags, signal });
  await mkdir(rootFolder(folder));
  const layers = [`lowerdir=${lower}`, `upperdir=${join(own, "upper")}`, `workdir=${join(own, "work")}`];
  const mount = (...more: string[]) => run("mount", ["-t", "overlay", "-o", [...flags, ...layers, ...more].join(","), "overlay", rootFolder(folder)], { timeoutMs: 20_000 });
  // Nobody needs these files after a crash of the machine: a package manager has not to wait for its disk. Kernels before 5.10 do not know the word.
  await mount("volatile").catch(() => mount());
  await rm(join(folder, "socket"), { recursive: true, force: true });
  await symlink(join(own, "socket"), join(folder, "socket"));
}

/** Unmounts and deletes a root's files and their disk; does nothing where there are none. */
export async function removeRootDisk(folder: string): Promise<void> {
  await unmount(rootFolder(folder));
  await rmdir(rootFolder(folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  await removeClone(join(folder, "root"));
}
