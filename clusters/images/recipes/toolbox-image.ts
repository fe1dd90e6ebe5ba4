import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeHolderProgram } from "../../holder/holder-program.ts";
import type { Recipe } from "../builder/recipe.ts";
import { type ContextPart, dockerImage } from "./docker-image.ts";
import { nodePty } from "./node-pty.ts";
import { bundleLiterals, type Program, writeBundle } from "./program-bundle.ts";

const folder = join(import.meta.dirname, "..", "toolbox");
const holder = join(import.meta.dirname, "..", "..", "holder");

/** The learner's toolbox, the same on a base that was built and on one that was pulled. */
export function toolboxImage(options: { cacheFolder: string; base: Recipe; kubectl: ContextPart; helm: ContextPart; yq?: ContextPart; node: ContextPart; programs: Readonly<Record<string, Program>>; literals: readonly string[] }): Recipe {
  const { cacheFolder, base, kubectl, helm, yq, node, literals } = options;
  const programs = Object.entries(options.programs);
  return dockerImage({
    cacheFolder,
    name: "toolbox",
    dockerfile: join(folder, "Dockerfile"),
    base,
    inputs: [join(folder, "files"), holder, ...programs.map(([, program]) => program.folder)],
    literals: [...literals, ...programs.flatMap(([name, program]) => [name, ...bundleLiterals(program)])],
    context: {
      "bin/kubectl": kubectl,
      "bin/helm": helm,
      ...(yq && { "bin/yq": yq }),
      "bin/node": node,
      holder: { write: writeHolderProgram },
      "node-pty": { of: nodePty(cacheFolder), file: "." },
      programs: {
        async write(path) {
          await mkdir(path);
          for (const [name, program] of programs) await writeBundle(program, join(path, `${name}.mjs`));
        },
      },
      files: join(folder, "files"),
    },
    expectedSeconds: 90,
    megabytes: 1_200,
  });
}
