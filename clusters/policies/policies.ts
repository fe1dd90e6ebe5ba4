import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { grants } from "./grant.ts";

/** The objects that bound a learner in their cluster, as one YAML stream for kubectl: rights, labels of namespaces, addresses, memory, /proc, priority, volumes, images, and what they can be granted. */
export async function policyObjects(images: readonly string[]): Promise<string> {
  const parts = await Promise.all(["rbac", "namespace-labels", "external-addresses", "memory-limits", "memory-ceiling", "proc-mount", "priority", "volumes", "images", ...grants.map((grant) => `grants/${grant}`)].map((name) => readFile(join(import.meta.dirname, "objects", `${name}.yaml`), "utf8")));
  const spellings = images.flatMap(spellingsOf).map((spelling) => `'${spelling}'`);
  const shown = offered(images).join(", ");
  return parts.join("---\n").replaceAll("${SPELLINGS}", spellings.join(", ")).replaceAll("${IMAGES}", shown);
}

/** What the venue offers learners: the images in the store without those that the cluster itself is made of. */
export function offered(images: readonly string[]): string[] {
  return images.filter((image) => !/^(registry\.k8s\.io|docker\.io\/rancher|docker\.io\/kindest|docker\.io\/tatami\/base)[/:]/.test(image)).map(shortest).sort();
}

/** A small image with a shell, to prove with that a Pod of the learner's runs. */
export function proofImage(images: readonly string[]): string | undefined {
  return images.map(shortest).find((image) => image.startsWith("tatami/base:")) ?? offered(images)[0];
}

/** All ways to write one image: Docker Hub's host and `library/` may be left out. */
export function spellingsOf(image: string): string[] {
  const short = shortest(image);
  return [...new Set([image, short, `docker.io/${short}`, ...(short.includes("/") ? [] : [`docker.io/library/${short}`, `library/${short}`])])].filter((spelling) => spelling === image || /^docker\.io\//.test(image));
}

function shortest(image: string): string {
  return image.replace(/^docker\.io\/(library\/)?/, "");
}
