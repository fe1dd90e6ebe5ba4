import { statSync } from "node:fs";
import { join } from "node:path";
import { imageNamed, kubernetesVersions } from "./images.ts";
import type { LessonImages } from "./lesson-images.ts";
import type { Plan } from "./plan.ts";
import { baseImage } from "./recipes/base-image.ts";
import { debianRootfs } from "./recipes/debian-rootfs.ts";
import { dockerImage } from "./recipes/docker-image.ts";
import { goPrograms, type GoPrograms } from "./recipes/go-programs.ts";
import { goTool } from "./recipes/go-tools.ts";
import { imageStore, type StoreImage } from "./recipes/image-store.ts";
import { toolboxImage } from "./recipes/toolbox-image.ts";
import { workloadImages } from "./workload.ts";

const here = import.meta.dirname;
const [major, minor] = kubernetesVersions.build.slice(1).split(".") as [string, string];

/** Everything from package registries: Debian, Go modules, Maven and npm. Seconds were measured on 2 cores while other work ran. */
export function buildPlan(cacheFolder: string, { workloads, toolboxPrograms: programs }: LessonImages): Plan {
  const go = (name: string, facts: Omit<GoPrograms, "cacheFolder" | "name" | "packages"> & { packages?: string[] }) => goPrograms({ cacheFolder, name, packages: ["."], ...facts });
  const version = "k8s.io/component-base/version";
  const kubernetesPrograms = go("kubernetes", {
    packages: [".", "k8s.io/kubernetes/cmd/kubectl"],
    variables: { [`${version}.gitVersion`]: kubernetesVersions.build, [`${version}.gitMajor`]: major, [`${version}.gitMinor`]: minor, [`${version}.gitTreeState`]: "clean" },
    expectedSeconds: 431,
    megabytes: 4_500,
  });
  const containerd = "github.com/containerd/containerd/v2";
  const containerdPrograms = go("containerd", {
    packages: ["containerd", "containerd-shim-runc-v2", "ctr"].map((program) => `${containerd}/cmd/${program}`),
    tags: ["no_btrfs", "no_devmapper", "no_zfs"],
    variables: { [`${containerd}/version.Version`]: "v2.3.7" },
    expectedSeconds: 69,
    megabytes: 900,
  });
  const runc = go("runc", {
    packages: ["github.com/opencontainers/runc"],
    tags: ["seccomp", "netgo", "osusergo"],
    variables: { "main.version": "1.3.6" },
    cgo: [
      { name: "gcc", file: "/usr/bin/gcc" },
      { name: "pkg-config", file: "/usr/bin/pkg-config" },
      { name: "libseccomp-dev", file: "/usr/include/seccomp.h" },
    ],
    expectedSeconds: 21,
    megabytes: 150,
  });

  const base = baseImage(debianRootfs(cacheFolder));
  const node = dockerImage({
    cacheFolder,
    name: "node",
    dockerfile: join(here, "node", "Dockerfile"),
    base,
    inputs: [join(here, "node", "files")],
    context: {
      "bin/kubernetes": { of: kubernetesPrograms, file: "kubernetes" },
      ...Object.fromEntries(["containerd", "containerd-shim-runc-v2", "ctr"].map((file) => [`bin/${file}`, { of: containerdPrograms, file }])),
      "bin/runc": { of: runc, file: "runc" },
      files: join(here, "node", "files"),
    },
    expectedSeconds: 60,
    megabytes: 900,
  });
  const nodeJs = dockerImage({
    cacheFolder,
    name: "node-js",
    dockerfile: join(here, "node-js", "Dockerfile"),
    base,
    literals: ownNode,
    context: { "bin/node": process.execPath },
    expectedSeconds: 5,
    megabytes: 250,
  });
  const toolbox = toolboxImage({ cacheFolder, base, kubectl: { of: kubernetesPrograms, file: "kubectl" }, helm: { of: goTool(cacheFolder, "helm"), file: "helm" }, yq: { of: goTool(cacheFolder, "yq"), file: "yq" }, node: process.execPath, programs, literals: ownNode });

  const system = (name: SystemImage, program: ReturnType<typeof go>, facts: { onBase?: boolean; megabytes: number }): StoreImage => ({
    references: imageNamed(name).inCluster ?? [],
    image: dockerImage({
      cacheFolder,
      name,
      dockerfile: join(here, "system", `${name}.Dockerfile`),
      ...(facts.onBase && { base }),
      context: { [`bin/${name}`]: { of: program, file: name } },
      expectedSeconds: 3,
      megabytes: facts.megabytes,
    }),
  });
  const store = imageStore({
    cacheFolder,
    node,
    images: [
      { image: base, references: imageNamed("base").inCluster ?? [] },
      system("kubernetes", kubernetesPrograms, { onBase: true, megabytes: 400 }),
      system("etcd", go("etcd", { expectedSeconds: 49, megabytes: 500 }), { megabytes: 80 }),
      system("coredns", go("coredns", { expectedSeconds: 84, megabytes: 700 }), { megabytes: 120 }),
      system("pause", go("pause", { expectedSeconds: 2, megabytes: 20 }), { megabytes: 5 }),
      system("local-path-provisioner", go("local-path-provisioner", { packages: ["github.com/rancher/local-path-provisioner"], expectedSeconds: 62, megabytes: 600 }), { onBase: true, megabytes: 100 }),
      ...workloadImages(workloads, { cacheFolder, bases: { debian: base, "node-js": nodeJs }, pull: false }),
    ],
    expectedSeconds: 25,
    megabytes: 2_500,
  });
  return { kubernetesVersion: kubernetesVersions.build, node, toolbox, kind: goTool(cacheFolder, "kind"), store };
}

type SystemImage = "kubernetes" | "etcd" | "coredns" | "pause" | "local-path-provisioner";

/** Node 24 as this program runs with it; read whole it would cost every start a third of a second. */
const ownNode = [`node ${process.version} ${statSync(process.execPath).size}`];
