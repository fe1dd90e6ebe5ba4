import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../../clusters/command.ts";
import type { Images } from "../../../clusters/images/prepare-images.ts";
import { environmentLabel, environmentName, labelArguments, stateLabel } from "../../../clusters/labels.ts";
import { tearDown } from "../../../clusters/teardown.ts";

const script = join(import.meta.dirname, "import-images.sh");

/** What {@link makePlainImage} needs. */
export interface PlainImageOptions {
  images: Pick<Images, "nodeImage" | "store">;
  /** The bench's, whose lock is held. */
  stateDir: string;
  signal: AbortSignal;
}

/** Makes the node image that stock kind would have: ours, with the store's container images inside. Gives its reference; it takes about a minute unless it is there. */
export async function makePlainImage({ images: { nodeImage, store }, stateDir, signal }: PlainImageOptions): Promise<string> {
  const node = await run("docker", ["image", "inspect", "--format", "{{.Id}} {{json .Config.Entrypoint}}", nodeImage], { timeoutMs: 30_000, signal });
  const tag = `tatami/bench-plain:${createHash("sha256").update(JSON.stringify([node, store.folder])).digest("hex").slice(0, 16)}`;
  if (await run("docker", ["image", "ls", "--quiet", tag], { timeoutMs: 30_000, signal })) return tag;
  const scratch = join(stateDir, "plain-image");
  // Named and labelled as an environment, so that the next sweep finds what a killed bench left.
  const id = "plainimage";
  const name = environmentName(stateDir, id);
  const container = `${name}-import`;
  const labels = labelArguments({ [stateLabel]: stateDir, [environmentLabel]: id });
  const mounts = [`${scratch}:/tatami/scratch`, `${store.folder}:/tatami/store:ro`, `${script}:/tatami/import-images.sh:ro`].flatMap((mount) => ["--volume", mount]);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  try {
    await run("docker", ["run", "--privileged", "--network", "none", "--name", container, ...labels, "--entrypoint", "/bin/bash", ...mounts, nodeImage, "/tatami/import-images.sh", ...store.images], { timeoutMs: 600_000, signal });
    const entrypoint = node.slice(node.indexOf(" ") + 1);
    // Labels too are taken over from the container, and an image is nobody's environment.
    const changes = [`ENTRYPOINT ${entrypoint}`, "CMD []", `LABEL ${stateLabel}="" ${environmentLabel}=""`].flatMap((change) => ["--change", change]);
    await run("docker", ["commit", ...changes, container, tag], { timeoutMs: 600_000, signal });
  } finally {
    await tearDown({ id, name, folder: join(stateDir, "environments", id) });
    await rm(scratch, { recursive: true, force: true });
  }
  return tag;
}
