import { cp, lstat, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join, relative } from "node:path";

const folder = join(import.meta.dirname, "files");
const shims = "usr/local/sbin";

/** What scenarios from elsewhere call and no environment has: a word of its own says so, and `/run/tatami-not-possible` keeps what was wanted. */
export const notPossible = ["crictl", "docker", "docker-compose", "dockerd", "journalctl", "kubeadm", "podman", "snap", "systemctl"] as const;

/** Puts what only a root toolbox has over a root filesystem: the names of this machine, a prompt, and the programs that stand in for others. */
export async function placeRootFiles(filesystem: string): Promise<void> {
  await cp(folder, filesystem, { recursive: true });
  for (const name of notPossible) await symlink("tatami-not-possible", join(filesystem, shims, name));
  await mkdir(join(filesystem, "root", ".kube"), { recursive: true });
}

/** All of them as text, to tell one version from another. */
export async function rootFilesText(): Promise<string> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  const parts = await Promise.all(entries.map(async (file) => [relative(folder, file), (await lstat(file)).mode, await readFile(file, "utf8")]));
  return JSON.stringify([parts, notPossible]);
}
