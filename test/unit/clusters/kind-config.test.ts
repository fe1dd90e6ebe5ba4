import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { expect, test } from "vitest";
import { kindConfig, storeInNode } from "../../../clusters/kind-config.ts";

interface Node {
  role: string;
  image: string;
  extraMounts: { hostPath: string; containerPath: string; readOnly?: boolean }[];
  kubeadmConfigPatches: string[];
  kubeadmConfigPatchesJSON6902: { kind: string; patch: string }[];
}
interface Operation {
  op: string;
  path: string;
  value: unknown;
}

const size = { memoryMegabytes: 1024, cpus: 1, processes: 4000 };
const config = kindConfig({ nodeImage: "node:1", varFolder: "/disks/var", storeFolder: "/store", size }) as { nodes: Node[] };
const node = config.nodes[0] as Node;
const operations = (kind: string): Operation[] => node.kubeadmConfigPatchesJSON6902.filter((patch) => patch.kind === kind).flatMap(({ patch }) => JSON.parse(patch) as Operation[]);

test("one node, with a disk of its own and all else read-only", () => {
  expect(config.nodes).toHaveLength(1);
  expect(node).toMatchObject({ role: "control-plane", image: "node:1" });
  const writable = node.extraMounts.filter(({ readOnly }) => !readOnly);
  expect(writable).toEqual([{ hostPath: "/disks/var", containerPath: "/var" }]);
  expect(node.extraMounts).toContainEqual({ hostPath: "/store", containerPath: storeInNode, readOnly: true });
});

test("every file of ours that is mounted exists, and the socket of the container engine is none of them", () => {
  for (const { hostPath } of node.extraMounts.filter((mount) => !["/disks/var", "/store"].includes(mount.hostPath))) expect(existsSync(hostPath), hostPath).toBe(true);
  expect(JSON.stringify(node.extraMounts)).not.toContain("docker.sock");
});

test("what is not the node's is reserved, to the kilobyte", () => {
  const kubelet = JSON.parse(node.kubeadmConfigPatches[0] ?? "") as { systemReserved: { memory: string; cpu: string }; podPidsLimit: number };
  expect(kubelet.systemReserved).toEqual({ memory: `${totalmem() / 1024 - 1024 * 1024}Ki`, cpu: `${(cpus().length - 1) * 1000}m` });
  expect(kubelet.podPidsLimit).toBeLessThan(size.processes);
});

test("a node larger than the machine reserves nothing", () => {
  const { nodes } = kindConfig({ nodeImage: "node:1", varFolder: "/v", storeFolder: "/s", size: { memoryMegabytes: 2 ** 30, cpus: 10_000, processes: 4000 } }) as { nodes: Node[] };
  expect(JSON.parse(nodes[0]?.kubeadmConfigPatches[0] ?? "")).toMatchObject({ systemReserved: { memory: "0Ki", cpu: "0m" } });
});

test("the API server reads our authorization and admission, and no bootstrap token is made", () => {
  const given = operations("ClusterConfiguration").filter(({ path }) => path === "/apiServer/extraArgs/-").map(({ value }) => value as { name: string; value: string });
  const policies = node.extraMounts.find(({ hostPath }) => hostPath.endsWith("/api-server"));
  for (const [name, file] of [["authorization-config", "authorization.yaml"], ["admission-control-config-file", "admission.yaml"]]) {
    expect(given).toContainEqual({ name, value: `${policies?.containerPath}/${file}` });
    expect(existsSync(`${policies?.hostPath}/${file}`)).toBe(true);
  }
  expect(operations("InitConfiguration").filter(({ path }) => path === "/skipPhases/-").map(({ value }) => value)).toContain("bootstrap-token");
});

test("events have a rate, and etcd a size that the API server can hold in memory", () => {
  const given = (path: string) => operations("ClusterConfiguration").filter((operation) => operation.path === path).map(({ value }) => value);
  // kubeadm's own plug-in is replaced by what is given: without it a kubelet could change other nodes.
  expect(given("/apiServer/extraArgs/-")).toContainEqual({ name: "enable-admission-plugins", value: "NodeRestriction,EventRateLimit" });
  expect(given("/etcd/local/extraArgs/-")).toEqual([{ name: "quota-backend-bytes", value: String(256 * 2 ** 20) }]);
});
