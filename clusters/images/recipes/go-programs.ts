import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import type { Recipe } from "../builder/recipe.ts";
import { goFor } from "../toolchain/go-command.ts";

/** The Go modules of this folder, each with what it builds in a folder of that name. */
export const goModules = join(import.meta.dirname, "..", "go");

/** Programs that are built from one Go module of `clusters/images/go`. */
export interface GoPrograms {
  cacheFolder: string;
  /** Folder of the module; the recipe is called `go-NAME`. */
  name: string;
  /** Packages to build; each program is named after its package's last part, "." after the module's. */
  packages: readonly string[];
  tags?: readonly string[];
  /** Variables set by the linker, `path.name` to value. */
  variables?: Record<string, string>;
  /** Links C code in, and everything statically, so that it runs with any libc. Debian packages of the host that this takes, each with a file that tells that it is there. */
  cgo?: Recipe["hostPackages"];
  expectedSeconds: number;
  megabytes: number;
}

/** Where Go keeps what it compiled: kept while a build is unfinished, so that the next run goes on from there. */
export function goCacheFolder(cacheFolder: string): string {
  return join(cacheFolder, "go-build");
}

/** A recipe for Go programs: a folder with one static binary for each package. An own GOCACHE in the environment is used instead of the cache folder's. */
export function goPrograms({ cacheFolder, name, packages, tags = [], variables = {}, cgo, expectedSeconds, megabytes }: GoPrograms): Recipe {
  const module = join(goModules, name);
  const linker = ["-s", "-w", ...Object.entries(variables).map(([path, value]) => `-X ${path}=${value}`), ...(cgo ? ["-extldflags -static"] : [])].join(" ");
  const flags = ["-trimpath", "-ldflags", linker, ...(tags.length > 0 ? ["-tags", tags.join(" ")] : [])];
  return fileArtifact({
    cacheFolder,
    name: `go-${name}`,
    inputs: [module],
    literals: [...flags, ...packages, `cgo ${cgo !== undefined}`],
    needs: [],
    lane: "cpu",
    expectedSeconds,
    megabytes,
    hostPackages: cgo ?? [],
    async checkHost(options) {
      await goFor(module, { cacheFolder, ...options });
    },
    async fill(folder, { signal, onDetail }) {
      const go = await goFor(module, { cacheFolder, signal, onDetail });
      const cache = process.env["GOCACHE"] || goCacheFolder(cacheFolder);
      await mkdir(cache, { recursive: true });
      const env = { ...go.env, GOCACHE: cache, GOFLAGS: "-buildvcs=false", GOWORK: "off", CGO_ENABLED: cgo ? "1" : "0" };
      await run(go.program, ["build", "-v", ...flags, "-o", `${folder}/`, ...packages], { cwd: module, env, signal, timeoutMs: 3_600_000, onLine: onDetail });
    },
  });
}
