import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { ClusterOptions } from "./kind.ts";

/** What one node may use of the machine. */
export interface ClusterSize {
  memoryMegabytes: number;
  cpus: number;
  /** The kernel counts threads: 262 idle and 612 with three Kafka brokers were measured, so not below 2,000. */
  processes: number;
}

const policies = join(import.meta.dirname, "policies");
/** Where the API server finds its part of the policies, in the node and in its own container. */
const inNode = "/etc/kubernetes/tatami";

/** kind's configuration (v1alpha4) for one learner's cluster: https://kind.sigs.k8s.io/docs/user/configuration/ */
export function kindConfig({ nodeImage, varFolder, storeFolder, size }: Pick<ClusterOptions, "nodeImage" | "varFolder" | "storeFolder" | "size">): object {
  return {
    kind: "Cluster",
    apiVersion: "kind.x-k8s.io/v1alpha4",
    // One node needs no daemon for its pods' network: the configuration below is enough, and is there before the kubelet.
    networking: { disableDefaultCNI: true },
    nodes: [
      {
        role: "control-plane",
        image: nodeImage,
        extraMounts: [
          { hostPath: varFolder, containerPath: "/var" },
          { hostPath: storeFolder, containerPath: storeInNode, readOnly: true },
          { hostPath: join(policies, "api-server"), containerPath: inNode, readOnly: true },
          file("denial/denial", "/usr/local/lib/tatami/denial"),
          file("denial/tatami-denial@.service", "/etc/systemd/system/tatami-denial@.service"),
          file("denial/tatami-denial.socket", "/etc/systemd/system/tatami-denial.socket"),
          file("quota/quota", "/usr/local/lib/tatami/quota"),
          file("quota/quota.yaml", "/usr/local/lib/tatami/quota.yaml"),
          file("quota/tatami-quota.service", "/etc/systemd/system/tatami-quota.service"),
          file("denial/10-with-kubelet.conf", "/etc/systemd/system/kubelet.service.d/10-with-kubelet.conf"),
          nodeFile("etc/cni/net.d/10-tatami.conflist"),
          nodeFile("etc/systemd/system/tatami-early-services.service"),
        ],
        kubeadmConfigPatches: [JSON.stringify(kubeletPatch(size)), JSON.stringify(proxyPatch)],
        kubeadmConfigPatchesJSON6902: [
          { group: "kubeadm.k8s.io", version: "v1beta4", kind: "ClusterConfiguration", patch: JSON.stringify(controlPlanePatch) },
          { group: "kubeadm.k8s.io", version: "v1beta4", kind: "InitConfiguration", patch: JSON.stringify(initPatch) },
        ],
      },
    ],
  };
}

/** Where a node sees the shared image store, read-only. The links in its own store (see images/) lead there. */
export const storeInNode = "/tatami/store";

function file(path: string, containerPath: string): object {
  return { hostPath: join(policies, path), containerPath, readOnly: true };
}

/** A file of our own node image, so that a node image of kind's has it too. */
function nodeFile(path: string): object {
  return { hostPath: join(import.meta.dirname, "images", "node", "files", path), containerPath: `/${path}`, readOnly: true };
}

const controlPlanePatch = [
  { op: "add", path: "/apiServer/certSANs/-", value: "node" },
  // Ten keys are made for a cluster, and RSA's take a second and more of the bring-up.
  { op: "add", path: "/encryptionAlgorithm", value: "ECDSA-P256" },
  { op: "add", path: "/apiServer/extraArgs/-", value: { name: "authorization-config", value: `${inNode}/authorization.yaml` } },
  { op: "add", path: "/apiServer/extraArgs/-", value: { name: "admission-control-config-file", value: `${inNode}/admission.yaml` } },
  // The first is kubeadm's own; the second, with its limits, is in admission.yaml.
  { op: "add", path: "/apiServer/extraArgs/-", value: { name: "enable-admission-plugins", value: "NodeRestriction,EventRateLimit" } },
  { op: "add", path: "/apiServer/extraVolumes", value: [{ name: "tatami", hostPath: inNode, mountPath: inNode, readOnly: true, pathType: "Directory" }] },
  // There is one of each: nobody to elect, and no lease to lose while the cluster is paused.
  { op: "add", path: "/controllerManager/extraArgs/-", value: { name: "leader-elect", value: "false" } },
  // A paused cluster's node has not died: with the default of 50 s it reads NotReady after the pause.
  { op: "add", path: "/controllerManager/extraArgs/-", value: { name: "node-monitor-grace-period", value: "24h0m0s" } },
  { op: "add", path: "/controllerManager/extraArgs/-", value: { name: "node-monitor-period", value: "30s" } },
  // It asks for an account and a token for each of its controllers before any of them begins, and with the default of 20 questions a second waits for itself for 4 s.
  { op: "add", path: "/controllerManager/extraArgs/-", value: { name: "kube-api-qps", value: "200" } },
  { op: "add", path: "/controllerManager/extraArgs/-", value: { name: "kube-api-burst", value: "300" } },
  { op: "add", path: "/scheduler/extraArgs", value: [{ name: "leader-elect", value: "false" }] },
  // The cluster lives for an evening; waiting for the disk at every write protects against a power failure only.
  { op: "add", path: "/etcd", value: { local: { dataDir: "/var/lib/etcd", extraArgs: [{ name: "unsafe-no-fsync", value: "true" }] } } },
  // The API server keeps in memory what etcd holds: 256 MiB of it fit into the node beside everything else. A cluster of ours has some 10.
  { op: "add", path: "/etcd/local/extraArgs/-", value: { name: "quota-backend-bytes", value: String(256 * 2 ** 20) } },
];

/**
 * kind's bootstrap token is a public constant, and with it anyone who reaches the API becomes a node: it is never made, nor what it opens.
 * Nor is the kubelet started a second time, for certificates that change within the year. DNS is in policies/cluster-dns.ts.
 */
const initPatch = [
  ...["bootstrap-token", "show-join-command", "kubelet-finalize", "addon/coredns"].map((value) => ({ op: "add", path: "/skipPhases/-", value })),
  // Short enough for tables, and what the toolbox calls it too.
  { op: "add", path: "/nodeRegistration/name", value: "node" },
];

/** kind lets a second pass between two changes of a node's rules: longer than a learner who has just made a Service waits, and than Pods on their way out take requests. */
const proxyPatch = { kind: "KubeProxyConfiguration", apiVersion: "kubeproxy.config.k8s.io/v1alpha1", iptables: { minSyncPeriod: "100ms" } };

function kubeletPatch(size: ClusterSize): object {
  // The kubelet sees the whole machine: what is not the node's is declared reserved, so that the scheduler gives away no more than the cap.
  const reservedKilobytes = Math.max(0, totalmem() / 2 ** 10 - size.memoryMegabytes * 2 ** 10);
  const reservedCpus = Math.max(0, cpus().length - size.cpus);
  return {
    kind: "KubeletConfiguration",
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    // Kubernetes 1.35 and later refuse cgroup v1 unless told otherwise.
    failCgroupV1: false,
    systemReserved: { memory: `${reservedKilobytes}Ki`, cpu: `${Math.round(reservedCpus * 1000)}m` },
    maxPods: 60,
    podPidsLimit: 512,
    // Without it a Pod may make every system call, those that exploits of the kernel need among them.
    seccompDefault: true,
    containerLogMaxSize: "4Mi",
    containerLogMaxFiles: 2,
    // By default a log may grow for ten seconds before it is looked at.
    containerLogMonitorInterval: "3s",
    // Housekeeping that a room full of clusters would pay for: it costs an idle learner's CPU.
    nodeStatusReportFrequency: "5m0s",
    nodeStatusUpdateFrequency: "30s",
    syncFrequency: "1m0s",
    volumeStatsAggPeriod: "5m0s",
  };
}
