import { join } from "node:path";
import { writeHolderProgram } from "../../holder/holder-program.ts";
import type { Recipe } from "../builder/recipe.ts";
import { type ContextPart, dockerImage } from "./docker-image.ts";
import { nodePty } from "./node-pty.ts";

const folder = join(import.meta.dirname, "..", "toolbox");
const holder = join(import.meta.dirname, "..", "..", "holder");

/** The learner's toolbox, the same on a base that was built and on one that was pulled. */
export function toolboxImage(options: { cacheFolder: string; base: Recipe; kubectl: ContextPart; helm: ContextPart; node: ContextPart; literals: readonly string[] }): Recipe {
  const { cacheFolder, base, kubectl, helm, node, literals } = options;
  return dockerImage({
    cacheFolder,
    name: "toolbox",
    dockerfile: join(folder, "Dockerfile"),
    base,
    inputs: [join(folder, "files"), holder],
    literals,
    context: {
      "bin/kubectl": kubectl,
      "bin/helm": helm,
      "bin/node": node,
      holder: { write: writeHolderProgram },
      "node-pty": { of: nodePty(cacheFolder), file: "." },
      files: join(folder, "files"),
    },
    expectedSeconds: 90,
    megabytes: 1_200,
  });
}
