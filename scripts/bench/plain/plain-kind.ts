import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../../clusters/command.ts";
import { inNode, nodeOf } from "../../../clusters/kind.ts";
import { environmentLabel, environmentName, labelArguments, stateLabel } from "../../../clusters/labels.ts";
import { proofImage } from "../../../clusters/policies/policies.ts";
import { tearDown } from "../../../clusters/teardown.ts";
import type { BenchVenue } from "../bench-venue.ts";
import { makePlainImage } from "./plain-image.ts";

/** A cluster as `kind create cluster` makes it, up to "pod running and DNS answers". */
export interface PlainCluster extends AsyncDisposable {
  /** Its one container. */
  node: string;
  /** From the command to the answer of DNS in a Pod. */
  seconds: number;
  /** kind's own stages by their names, and `prove-cluster`. */
  stages: Record<string, number>;
}

/** Makes clusters with kind alone. Disposing it removes their node image. */
export class PlainKind implements AsyncDisposable {
  readonly #venue: BenchVenue;
  #image: string | undefined;
  #made = 0;

  constructor(venue: BenchVenue) {
    this.#venue = venue;
  }

  /** Makes the node image, once. */
  async prepare(signal: AbortSignal): Promise<string> {
    const { images, stateDir } = this.#venue;
    return (this.#image ??= await makePlainImage({ images, stateDir, signal }));
  }

  /** Makes a cluster and proves it with the Pod that our own bring-up ends with. */
  async create(signal: AbortSignal): Promise<PlainCluster> {
    const image = await this.prepare(signal);
    const { images, stateDir } = this.#venue;
    const id = `plain${++this.#made}`;
    const name = environmentName(stateDir, id);
    const folder = join(stateDir, "environments", id);
    const down = () => tearDown({ id, name, folder });
    try {
      await mkdir(folder, { recursive: true });
      // Not measured: kind makes its network only once.
      await run("docker", ["network", "create", ...labelArguments({ [stateLabel]: stateDir, [environmentLabel]: id }), name], { timeoutMs: 30_000, signal });
      const begin = performance.now();
      const stages = await createCluster({ kind: images.kind, name, image, kubeconfig: join(folder, "kubeconfig"), signal });
      const made = performance.now();
      await prove(name, proofImage(images.store.images) ?? "", signal);
      stages["prove-cluster"] = (performance.now() - made) / 1000;
      return { node: nodeOf(name), seconds: (performance.now() - begin) / 1000, stages, [Symbol.asyncDispose]: down };
    } catch (error) {
      await down();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#image) await run("docker", ["image", "rm", "--force", this.#image], { timeoutMs: 120_000 });
    this.#image = undefined;
  }
}

/** kind's default configuration, and the one thing without which Kubernetes 1.35 and later do not start on cgroup v1. */
function plainConfig(image: string): object {
  const kubelet = { kind: "KubeletConfiguration", apiVersion: "kubelet.config.k8s.io/v1beta1", failCgroupV1: false };
  return { kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", nodes: [{ role: "control-plane", image, kubeadmConfigPatches: [JSON.stringify(kubelet)] }] };
}

/** Runs kind and tells how long each stage took that it speaks of. */
async function createCluster({ kind, name, image, kubeconfig, signal }: { kind: string; name: string; image: string; kubeconfig: string; signal: AbortSignal }): Promise<Record<string, number>> {
  const stages: Record<string, number> = {};
  let last = performance.now();
  await run(kind, ["create", "cluster", "--name", name, "--kubeconfig", kubeconfig, "--config", "-", "--retain"], {
    timeoutMs: 600_000,
    signal,
    env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: name },
    input: JSON.stringify(plainConfig(image)),
    onLine: (line) => {
      const stage = finishedStage(line);
      if (stage === undefined) return;
      const now = performance.now();
      stages[stage] = (now - last) / 1000;
      last = now;
    },
  });
  return stages;
}

/** The stage that a line of kind's says has ended, without its emoji: ` ✓ Preparing nodes 📦`. */
export function finishedStage(line: string): string | undefined {
  return /^ ✓ ([\w -]*\w)/.exec(line)?.[1];
}

const proof = readFile(join(import.meta.dirname, "..", "..", "..", "clusters", "environment-proof.sh"), "utf8");

async function prove(name: string, image: string, signal: AbortSignal): Promise<void> {
  await inNode(name, ["env", "KUBECONFIG=/etc/kubernetes/admin.conf", `IMAGE=${image}`, "bash", "-s"], { input: await proof, timeoutMs: 180_000, signal });
}
