import { run } from "./command.ts";
import { dockerList } from "./docker-list.ts";
import { type ClusterSize, kindConfig } from "./kind-config.ts";

/** What a cluster is made from. */
export interface ClusterOptions {
  /** Path of the kind program. */
  kind: string;
  name: string;
  nodeImage: string;
  /** An existing Docker network for the node; kind publishes the API server's port from it on this machine's loopback. */
  network: string;
  /** Host folder that becomes the node's /var; undefined leaves it to kind's anonymous volume. */
  varFolder: string;
  /** Host folder of the shared image store. */
  storeFolder: string;
  size: ClusterSize;
  /** Where the administrator's kubeconfig goes. */
  kubeconfig: string;
  /** Seconds until a kind that hangs is ended. */
  limitSeconds: number;
  signal: AbortSignal;
}

/** Makes a cluster of one node with the kind CLI, up to a running API server. Throws CommandError. */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const args = ["create", "cluster", "--name", options.name, "--kubeconfig", options.kubeconfig, "--config", "-", "--retain"];
  await run(options.kind, args, {
    timeoutMs: options.limitSeconds * 1000,
    signal: options.signal,
    env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: options.network },
    input: JSON.stringify(kindConfig(options)),
  });
  const { memoryMegabytes, cpus, processes } = options.size;
  const memory = `${memoryMegabytes}m`;
  await run("docker", ["update", "--memory", memory, "--memory-swap", memory, "--cpus", String(cpus), "--pids-limit", String(processes), nodeOf(options.name)], { timeoutMs: 30_000, signal: options.signal });
}

/** Names of all clusters that kind knows on this Docker. */
export async function listClusters(): Promise<string[]> {
  return [...new Set(await dockerList(["ps", "--all", "--filter", `label=${clusterLabel}`, "--format", `{{.Label "${clusterLabel}"}}`]))];
}

/** Name of the cluster's one container. */
export function nodeOf(cluster: string): string {
  return `${cluster}-control-plane`;
}

/** Runs kubectl in the node as the cluster's administrator. */
export async function kubectl(cluster: string, args: readonly string[], options: { input?: string; timeoutMs?: number; signal?: AbortSignal }): Promise<string> {
  return await inNode(cluster, ["kubectl", "--kubeconfig=/etc/kubernetes/admin.conf", ...args], options);
}

/** Runs a program in the node as root. */
export async function inNode(cluster: string, command: readonly string[], { input, timeoutMs = 60_000, signal }: { input?: string; timeoutMs?: number; signal?: AbortSignal }): Promise<string> {
  const args = ["exec", ...(input === undefined ? [] : ["--interactive"]), nodeOf(cluster), ...command];
  return await run("docker", args, { timeoutMs, ...(input !== undefined && { input }), ...(signal && { signal }) });
}

/** The label that kind gives to its nodes, with the cluster's name (kind's source, pkg/cluster/internal/providers/docker/constants.go). */
export const clusterLabel = "io.x-k8s.kind.cluster";
