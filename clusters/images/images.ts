/** One container image of a venue. */
export interface VenueImage {
  /** Name of its recipe, in every way to get it. */
  name: string;
  /** What it is for. */
  purpose: string;
  /** Where upstream has it; undefined for what is only ours. By tag, and by digest only where a source at hand gives it. */
  upstream?: string;
  /** What pods call it; undefined for what runs outside clusters. */
  inCluster?: readonly string[];
  /** False when the upstream reference could not be pulled where this was written, a place without a container registry. */
  triedHere: boolean;
}

/** Kubernetes of each way to get the images: what is built from source, and what kind v0.33.0 comes with. */
export const kubernetesVersions = { build: "v1.36.3", pull: "v1.37.0" } as const;

const kubernetes = kubernetesVersions.build;

/** All images of a venue, beside those of lessons. In pull mode what has `inCluster` comes inside the node image. */
export const images = [
  {
    name: "node",
    purpose: "a kind node: systemd, containerd, kubelet, kubeadm",
    // The digest is that of kind v0.33.0's own source for its default node image.
    upstream: `docker.io/kindest/node:${kubernetesVersions.pull}@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5`,
    triedHere: false,
  },
  { name: "toolbox", purpose: "the learner's shell, its tools and the holder", triedHere: true },
  { name: "base", purpose: "Debian, under the images that are built; helper pods of the storage", upstream: "docker.io/library/debian:bookworm-slim", inCluster: ["docker.io/tatami/base:store"], triedHere: false },
  { name: "node-js", purpose: "Node.js, under the lessons' own workloads", upstream: "docker.io/library/node:24-bookworm-slim", triedHere: false },
  {
    name: "kubernetes",
    purpose: "the control plane and kube-proxy, one image under four names",
    upstream: `registry.k8s.io/kube-apiserver:${kubernetes}`,
    inCluster: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"].map((name) => `registry.k8s.io/${name}:${kubernetes}`),
    triedHere: false,
  },
  { name: "etcd", purpose: "the cluster's database", upstream: "registry.k8s.io/etcd:3.6.8-0", inCluster: ["registry.k8s.io/etcd:3.6.8-0"], triedHere: false },
  { name: "coredns", purpose: "names of services", upstream: "registry.k8s.io/coredns/coredns:v1.14.2", inCluster: ["registry.k8s.io/coredns/coredns:v1.14.2"], triedHere: false },
  { name: "pause", purpose: "holds a pod's namespaces", upstream: "registry.k8s.io/pause:3.10.2", inCluster: ["registry.k8s.io/pause:3.10.2"], triedHere: false },
  {
    name: "local-path-provisioner",
    purpose: "volumes on the node's disk",
    upstream: "docker.io/rancher/local-path-provisioner:v0.0.30",
    inCluster: ["docker.io/rancher/local-path-provisioner:v0.0.30"],
    triedHere: false,
  },
] as const satisfies readonly VenueImage[];

/** Name of an image in the list. */
export type ImageName = (typeof images)[number]["name"];

/** The entry of an image. */
export function imageNamed(name: ImageName): VenueImage {
  return images.find((image) => image.name === name) as VenueImage;
}
