import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { makeTemplateDisk } from "../bounded-disk.ts";
import { run } from "../command.ts";
import { placeRootFiles, rootFilesText } from "./root-files.ts";

/** What lies under every root toolbox of one image. */
export interface RootFilesystem {
  /** The image's files and those of `files/`; only read. */
  lower: string;
  /** An ext4 file to be cloned, for what one learner changes. */
  disk: string;
}

/** Megabytes and files that one root may write, in all places together. */
const size = { megabytes: 1024, files: 100_000 };

/** Unpacks the toolbox's image once below `folder`, 4 s, unless it is there. */
export async function prepareRootFilesystem({ folder, image, signal }: { folder: string; image: string; signal: AbortSignal }): Promise<RootFilesystem> {
  const id = await run("docker", ["image", "inspect", "--format", "{{.Id}}", image], { timeoutMs: 30_000, signal });
  const key = createHash("sha256").update(JSON.stringify([id, size, await rootFilesText()])).digest("hex").slice(0, 16);
  const finished = join(folder, key);
  const parts = { lower: join(finished, "lower"), disk: join(finished, "disk.img") };
  if (existsSync(finished)) return parts;
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, "unfinished-"));
  try {
    await unpack(image, join(work, "lower"), signal);
    await placeRootFiles(join(work, "lower"));
    for (const name of ["upper", "work", "socket"]) await mkdir(join(work, "empty", "disk", name), { recursive: true });
    await makeTemplateDisk({ file: join(work, "disk.img"), contents: join(work, "empty"), megabytes: size.megabytes, inodes: size.files, signal });
    await rename(work, finished);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    // Another environment may have finished the same one meanwhile.
    if (!existsSync(finished)) throw error;
  }
  return parts;
}

async function unpack(image: string, lower: string, signal: AbortSignal): Promise<void> {
  await mkdir(lower);
  const copy = ["--archive", "--one-file-system", "/.", "/lower"];
  await run("docker", ["run", "--rm", "--network", "none", "--label", "tatami.role=template", "--volume", `${lower}:/lower`, "--entrypoint", "cp", image, ...copy], { timeoutMs: 300_000, signal });
  await rmdir(join(lower, "lower"));
  await chmod(lower, 0o755);
}
