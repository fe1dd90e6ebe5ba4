import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import { ImageProblem } from "../builder/image-problem.ts";
import type { Recipe } from "../builder/recipe.ts";

const modules = join(import.meta.dirname, "..", "go");
/** What Kubernetes 1.36 asks for. */
const leastMinor = 26;

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
  const module = join(modules, name);
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
    checkHost: (signal) => checkGo(module, signal),
    async fill(folder, { signal, onDetail }) {
      const cache = process.env["GOCACHE"] || goCacheFolder(cacheFolder);
      await mkdir(cache, { recursive: true });
      const env = { GOCACHE: cache, GOFLAGS: "-buildvcs=false", GOWORK: "off", CGO_ENABLED: cgo ? "1" : "0" };
      await run("go", ["build", "-v", ...flags, "-o", `${folder}/`, ...packages], { cwd: module, env, signal, timeoutMs: 3_600_000, onLine: onDetail });
    },
  });
}

/** Asks in the module's folder: a Go that is a little too old fetches the one that go.mod names from the module proxy by itself. */
async function checkGo(module: string, signal: AbortSignal | undefined): Promise<void> {
  const remedy = `Install Go 1.${leastMinor} or newer (go.dev/dl) and start again, or let this machine reach a container registry.`;
  let version: string;
  try {
    version = await run("go", ["env", "GOVERSION"], { cwd: module, timeoutMs: 300_000, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    throw new ImageProblem("Building the images takes Go, and this machine has none that works.", remedy, error);
  }
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) > 1 || Number(minor) >= leastMinor) return;
  throw new ImageProblem(`Building the images takes Go 1.${leastMinor}, and this machine has ${version}.`, remedy);
}
