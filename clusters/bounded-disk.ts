import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CommandError, run } from "./command.ts";

/** A folder for one environment that cannot outgrow its size: a file with a filesystem of its own, mounted by loop device. */
export interface BoundedDisk {
  /** What to mount into the container. */
  folder: string;
}

/** How a template disk is made. */
export interface TemplateOptions {
  /** The file to write. */
  file: string;
  /** What it holds at first. */
  contents: string;
  megabytes: number;
  /** Most files and folders; ext4's own ratio when left out. */
  inodes?: number;
  signal: AbortSignal;
}

/** Writes an ext4 filesystem with the contents of a folder below `/disk`, to be cloned for each environment. The file is sparse: it takes what it holds. */
export async function makeTemplateDisk({ file, contents, megabytes, inodes, signal }: TemplateOptions): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  // No journal: nobody needs this filesystem after a crash of the machine, and it costs 64 MB of writes a disk.
  const options = ["-q", "-F", "-O", "^has_journal", "-E", "lazy_itable_init=1,nodiscard", "-m", "0", ...(inodes ? ["-N", String(inodes)] : []), "-d", contents];
  await run("truncate", ["--size", `${megabytes}M`, file], { timeoutMs: 10_000, signal });
  await run("mkfs.ext4", [...options, file], { timeoutMs: 60_000, signal });
}

/** Clones a template and mounts it at `mount`. The container gets the folder `disk` in it, so that no `lost+found` shows. */
export async function mountClone(template: string, mount: string, options: { flags?: string[]; signal: AbortSignal }): Promise<BoundedDisk> {
  await mkdir(mount, { recursive: true });
  await run("cp", ["--sparse=always", "--reflink=auto", template, `${mount}.img`], { timeoutMs: 60_000, signal: options.signal });
  await run("mount", ["-o", ["loop", ...(options.flags ?? [])].join(","), `${mount}.img`, mount], { timeoutMs: 20_000 });
  return { folder: join(mount, "disk") };
}

/** Unmounts what is mounted in a place; does nothing where nothing is. */
export async function unmount(place: string): Promise<void> {
  try {
    await run("umount", [place], { timeoutMs: 20_000 });
  } catch (error) {
    if (!(error instanceof CommandError) || !/not mounted|no mount point|not found|no such/i.test(error.output)) throw error;
  }
}

/** Unmounts and deletes a clone; does nothing where there is none. */
export async function removeClone(mount: string): Promise<void> {
  await unmount(mount);
  await rm(`${mount}.img`, { force: true });
  await rmdir(mount).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
