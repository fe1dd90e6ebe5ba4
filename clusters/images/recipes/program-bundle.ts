import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ImageProblem } from "../builder/image-problem.ts";
import { lockedPackages } from "./locked-packages.ts";

/** A TypeScript program, given by the caller. */
export interface Program {
  /** Holds all source files of the program, and may hold more. */
  folder: string;
  /** The program's first file, in the folder. */
  entry: string;
}

/** What decides about a bundle beside the files of the program's folder. */
export function bundleLiterals({ folder, entry }: Program): string[] {
  return [entry, ...[...lockedPackages(folder)].map(([path, version]) => `${path} ${version}`)];
}

/** Writes the program with the npm packages that it uses as one JavaScript file (.mjs) for Node.js, which can be run by its name. Throws {@link ImageProblem}. */
export async function writeBundle(program: Program, file: string): Promise<void> {
  // It has a native part, which a start that makes nothing does not need.
  const { rolldown } = await import("rolldown");
  const problems: string[] = [];
  await using bundle = await rolldown({
    input: join(program.folder, program.entry),
    platform: "node",
    // A package that reads a file beside itself has the same with the file inside.
    resolve: { alias: { "@platformatic/wasm-utils$": "@platformatic/wasm-utils/bundled" } },
    onLog: (_level, { code, message }) => {
      if (code === "UNRESOLVED_IMPORT") problems.push(stripVTControlCharacters(message).split("\n", 1).join());
    },
  });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false, minify: "dce-only" });
  const [chunk] = output;
  problems.push(...strangers(program, chunk.moduleIds));
  if (problems.length > 0) throw new ImageProblem(`${program.entry} of ${program.folder} cannot be made one file: ${problems.join("; ")}`, "Mend the imports of the program, run `npm ci`, and start again.");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/usr/bin/env node\n${chunk.code}`, { mode: 0o755 });
}

/** Files in the bundle that its key knows nothing of: a change in them would go unnoticed. */
function strangers({ folder, entry }: Program, files: readonly string[]): string[] {
  const known = [...lockedPackages(folder).keys()].map((path) => `/${path}/`);
  const strange = files.filter((path) => path.startsWith("/") && (path.includes("/node_modules/") ? !known.some((part) => path.includes(part)) : relative(folder, path).startsWith("..")));
  return strange.map((path) => `${path} is neither in the program's folder nor in an npm package that ${entry} imports by its name`);
}
