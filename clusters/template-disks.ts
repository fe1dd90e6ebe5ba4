import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, copyFile, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeTemplateDisk } from "./bounded-disk.ts";
import { run } from "./command.ts";
import { storeInNode } from "./kind-config.ts";

/** What the templates are made from and how large their clones may grow. */
export interface TemplateDisksOptions {
  /** Folder below the cache; one folder for each combination of node image and store. */
  folder: string;
  nodeImage: string;
  /** The shared image store: a containerd root folder on this machine. */
  store: string;
  signal: AbortSignal;
}

/** Megabytes of a node's /var (Pods, volumes, logs, etcd) and of a learner's home, and files in the home. */
const sizes = { var: 6 * 1024, home: 512, homeFiles: 50_000 };

/** Makes the disks that every environment gets clones of, unless they are there. Gives their files. */
export async function prepareTemplateDisks({ folder, nodeImage, store, signal }: TemplateDisksOptions): Promise<{ var: string; home: string }> {
  const image = await run("docker", ["image", "inspect", "--format", "{{.Id}}", nodeImage], { timeoutMs: 30_000, signal });
  const key = createHash("sha256").update(JSON.stringify([image, store, sizes, homeFiles])).digest("hex").slice(0, 16);
  const finished = join(folder, key);
  const disks = (place: string) => ({ var: join(place, "var.img"), home: join(place, "home.img") });
  if (existsSync(finished)) return disks(finished);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, "unfinished-"));
  try {
    await fillVar(join(work, "var", "disk"), nodeImage, store, signal);
    await fillHome(join(work, "home", "disk"));
    await makeTemplateDisk({ file: disks(work).var, contents: join(work, "var"), megabytes: sizes.var, signal });
    await makeTemplateDisk({ file: disks(work).home, contents: join(work, "home"), megabytes: sizes.home, inodes: sizes.homeFiles, signal });
    await Promise.all(["var", "home"].map((name) => rm(join(work, name), { recursive: true })));
    await rename(work, finished);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    // Another process may have finished the same ones meanwhile.
    if (!existsSync(finished)) throw error;
  }
  return disks(finished);
}

/** The image's own /var, and a containerd root whose layers are links into the shared store. */
async function fillVar(folder: string, nodeImage: string, store: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run("docker", ["run", "--rm", "--network", "none", "--label", "tatami.role=template", "--volume", `${folder}:/template`, "--entrypoint", "cp", nodeImage, "--archive", "/var/.", "/template"], { timeoutMs: 300_000, signal });
  for (const unneeded of ["cache/apt", "lib/apt", "cache/debconf", "lib/containerd"]) await rm(join(folder, unneeded), { recursive: true, force: true });
  await linkStore(store, join(folder, "lib", "containerd"));
}

/** Databases are the cluster's own; what they speak of (layers, blobs) is only read, and shared by all clusters: one copy on disk and in memory. */
async function linkStore(store: string, root: string): Promise<void> {
  for (const database of ["io.containerd.metadata.v1.bolt/meta.db", "io.containerd.snapshotter.v1.overlayfs/metadata.db"]) {
    await mkdir(join(root, database, ".."), { recursive: true });
    await copyFile(join(store, database), join(root, database));
  }
  for (const shared of ["io.containerd.snapshotter.v1.overlayfs/snapshots", "io.containerd.content.v1.content/blobs/sha256"]) {
    await mkdir(join(root, shared), { recursive: true });
    for (const name of await readdir(join(store, shared))) await symlink(join(storeInNode, shared, name), join(root, shared, name));
  }
  await mkdir(join(root, "io.containerd.content.v1.content", "ingest"), { recursive: true });
}

const homeFiles: Record<string, string> = {
  ".bash_profile": "[ -r ~/.bashrc ] && . ~/.bashrc\n",
  ".bashrc": "# Yours: what you write here is run by every new shell.\n",
};

async function fillHome(folder: string): Promise<void> {
  await mkdir(join(folder, ".kube"), { recursive: true });
  for (const [name, content] of Object.entries(homeFiles)) await writeFile(join(folder, name), content);
  for (const path of [folder, ...[".kube", ...Object.keys(homeFiles)].map((name) => join(folder, name))]) await chown(path, 1000, 1000);
}
