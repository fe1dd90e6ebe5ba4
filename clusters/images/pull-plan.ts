import { join } from "node:path";
import type { Recipe } from "./builder/recipe.ts";
import { imageNamed, kubernetesVersions } from "./images.ts";
import type { LessonImages } from "./lesson-images.ts";
import type { Plan } from "./plan.ts";
import { dockerImage } from "./recipes/docker-image.ts";
import { goTool } from "./recipes/go-tools.ts";
import { imageStore } from "./recipes/image-store.ts";
import { fileOfImage, pulledImage } from "./recipes/pulled-image.ts";
import { releaseProgram } from "./recipes/release-program.ts";
import { toolboxImage } from "./recipes/toolbox-image.ts";
import { workloadImages } from "./workload.ts";

const architecture = process.arch === "x64" ? "amd64" : process.arch;

/**
 * Upstream's images, with our toolbox and those of the lessons' workloads that are only ours built on upstream's Debian. Not tried where this was written, for want of a
 * registry: the pulls themselves, the node image's own image store as a base of ours, and the release files of kind and helm.
 */
export function pullPlan(cacheFolder: string, { workloads, toolboxPrograms: programs }: LessonImages, { hasGo }: { hasGo: boolean }): Plan {
  const upstream = (name: "node" | "base" | "node-js") => imageNamed(name).upstream as string;
  const node = pulledImage("node", upstream("node"), { expectedSeconds: 60, megabytes: 1_500 });
  const nodeJs = pulledImage("node-js", upstream("node-js"), { expectedSeconds: 20, megabytes: 300 });
  const base = dockerImage({
    cacheFolder,
    name: "base",
    dockerfile: join(import.meta.dirname, "recipes", "pulled-base.Dockerfile"),
    base: pulledImage("debian", upstream("base"), { expectedSeconds: 10, megabytes: 150 }),
    context: {},
    expectedSeconds: 20,
    megabytes: 200,
  });
  const toolbox = toolboxImage({
    cacheFolder,
    base,
    kubectl: { of: fileOfImage(cacheFolder, "kubectl", node, "/usr/bin/kubectl"), file: "kubectl" },
    helm: { of: helmProgram(cacheFolder, hasGo), file: "helm" },
    // Its project publishes no sum in a form of its own file: where there is no Go, there is no yq.
    ...(hasGo && { yq: { of: goTool(cacheFolder, "yq"), file: "yq" } }),
    node: { of: fileOfImage(cacheFolder, "node-program", nodeJs, "/usr/local/bin/node"), file: "node" },
    programs,
    literals: [],
  });
  const kind = hasGo
    ? goTool(cacheFolder, "kind")
    : releaseProgram(cacheFolder, { name: "kind", url: `https://github.com/kubernetes-sigs/kind/releases/download/v0.33.0/kind-linux-${architecture}` });
  const images = [{ image: base, references: imageNamed("base").inCluster ?? [] }, ...workloadImages(workloads, { cacheFolder, bases: { debian: base, "node-js": nodeJs }, pull: true })];
  return { kubernetesVersion: kubernetesVersions.pull, node, toolbox, kind, store: imageStore({ cacheFolder, node, images, expectedSeconds: 30, megabytes: 2_500 }) };
}

function helmProgram(cacheFolder: string, hasGo: boolean): Recipe {
  if (hasGo) return goTool(cacheFolder, "helm");
  return releaseProgram(cacheFolder, { name: "helm", url: `https://get.helm.sh/helm-v3.21.4-linux-${architecture}.tar.gz`, member: `linux-${architecture}/helm` });
}
