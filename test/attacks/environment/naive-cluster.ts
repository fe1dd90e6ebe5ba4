import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { mountClone } from "../../../clusters/bounded-disk.ts";
import { run } from "../../../clusters/command.ts";
import type { Site } from "../../../clusters/environment-steps.ts";
import { kindConfig } from "../../../clusters/kind-config.ts";
import { inNode, kubectl } from "../../../clusters/kind.ts";
import { dnsObjects } from "../../../clusters/policies/cluster-dns.ts";

interface Operation {
  path: string;
  value: unknown;
}
interface Node {
  extraMounts: { hostPath: string }[];
  kubeadmConfigPatches: string[];
  kubeadmConfigPatchesJSON6902: { kind: string; patch: string }[];
}

/** Makes a cluster of the product's parts without one of its defences, and gives the kubeconfig of its administrator. */
export async function makeNaiveCluster({ materials, name, folder }: Site, signal: AbortSignal): Promise<string> {
  const { kind, nodeImage, store, size, templates } = materials;
  await mkdir(folder, { recursive: true });
  const { folder: varFolder } = await mountClone(templates.var, join(folder, "var"), { signal });
  const config = withoutDefences(kindConfig({ nodeImage, varFolder, storeFolder: store.folder, size }) as { nodes: Node[] });
  await run(kind, ["create", "cluster", "--name", name, "--kubeconfig", join(folder, "admin.kubeconfig"), "--config", "-", "--retain"], {
    timeoutMs: 280_000,
    signal,
    env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: name },
    input: JSON.stringify(config),
  });
  // Not a defence: CoreDNS is built with the plugins that the product's configuration names.
  await kubectl(name, ["create", "-f", "-"], { input: await dnsObjects(name, { signal }), signal });
  return (await inNode(name, ["cat", "/etc/kubernetes/admin.conf"], { signal })).replace(/server: https:\/\/[^:\s]+:/, "server: https://node:");
}

/** What is left is what a cluster needs to come up here, and the names that the product's has. */
function withoutDefences({ nodes, ...rest }: { nodes: Node[] }): object {
  const [node] = nodes as [Node];
  const kept = ({ path, value }: Operation): boolean => value === "addon/coredns" || (!/skipPhases|extraVolumes/.test(path) && !/authorization-config|admission-control|enable-admission-plugins|quota-backend-bytes/.test((value as { name?: string }).name ?? ""));
  const patches = node.kubeadmConfigPatchesJSON6902.map(({ patch, ...of }) => ({ ...of, patch: JSON.stringify((JSON.parse(patch) as Operation[]).filter(kept)) }));
  const kubelet = { kind: "KubeletConfiguration", apiVersion: "kubelet.config.k8s.io/v1beta1", failCgroupV1: false, containerLogMaxSize: "1Gi" };
  const mounts = node.extraMounts.filter(({ hostPath }) => !/\/policies\/|tatami-early-services/.test(hostPath));
  return { ...rest, nodes: [{ ...node, extraMounts: mounts, kubeadmConfigPatches: [JSON.stringify(kubelet)], kubeadmConfigPatchesJSON6902: patches }] };
}
