import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "../../command.ts";
import { ImageProblem } from "../builder/image-problem.ts";
import { moduleProxies } from "./module-proxies.ts";
import { type Toolchain, toolchainFolder, toolchainFor, toolchainVersion } from "./toolchain.ts";

/** A Go to run. */
export interface GoCommand {
  program: string;
  /** Added to the environment; wins over what is set there. */
  env: Record<string, string>;
}

/** What {@link goFor} needs. */
export interface GoOptions {
  cacheFolder: string;
  signal?: AbortSignal | undefined;
  onDetail?: ((line: string) => void) | undefined;
}

/** A Go that builds the module in a folder: the one on PATH where it is new enough, or can fetch one that is; else the Go project's own release from the module proxy. Throws {@link ImageProblem}. */
export async function goFor(module: string, { cacheFolder, signal, onDetail }: GoOptions): Promise<GoCommand> {
  if (await goOnPath(module, signal)) return { program: "go", env: {} };
  const toolchain = toolchainFor();
  const remedy = `Set GOPROXY to a Go module proxy that this machine reaches, or install Go ${toolchainVersion} or newer (go.dev/dl); then start again.`;
  if (!toolchain) throw new ImageProblem(`Building takes Go, this machine has none that is new enough, and it is fetched for Linux on x64 and arm64 only.`, remedy);
  const folder = toolchainFolder(cacheFolder, toolchain);
  if (!existsSync(folder)) await fetchToolchain(toolchain, folder, { signal, onDetail, remedy });
  // What was set for another Go would lead this one astray. Modules are kept beside it: `tatami images clean` removes them all.
  return { program: join(folder, "bin", "go"), env: { GOROOT: "", GOTOOLCHAIN: "local", GOPATH: join(cacheFolder, "go-path") } };
}

/** True when there is a Go on PATH that builds the module. Asked in its folder: a Go that is a little too old fetches the one that go.mod names by itself. */
export async function goOnPath(module: string, signal?: AbortSignal): Promise<boolean> {
  const wanted = /^go (\S+)$/m.exec(await readFile(join(module, "go.mod"), "utf8"))?.[1] ?? "";
  try {
    const found = await run("go", ["env", "GOVERSION"], { cwd: module, timeoutMs: 300_000, signal });
    return isAtLeast(found.replace(/^go/, ""), wanted);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** Compares versions such as 1.26 and 1.26.8. */
export function isAtLeast(found: string, wanted: string): boolean {
  const [have, need] = [found, wanted].map((version) => version.split(".").map((part) => Number.parseInt(part, 10) || 0)) as [number[], number[]];
  const differs = need.findIndex((part, place) => part !== (have[place] ?? 0));
  return differs < 0 || (have[differs] ?? 0) > (need[differs] as number);
}

async function fetchToolchain(toolchain: Toolchain, folder: string, { signal, onDetail, remedy }: Pick<GoOptions, "signal" | "onDetail"> & { remedy: string }): Promise<void> {
  const refusals: string[] = [];
  for (const proxy of await moduleProxies(signal)) {
    onDetail?.(`fetching Go ${toolchainVersion} from ${new URL(proxy).host}`);
    try {
      const args = [join(import.meta.dirname, "fetch-toolchain.ts"), `${proxy}/${toolchain.path}`, toolchain.name, toolchain.sum, folder];
      await run(process.execPath, args, { timeoutMs: 1_800_000, env: { NODE_USE_ENV_PROXY: "1" }, signal, ...(onDetail && { onLine: onDetail }) });
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof CommandError)) throw error;
      refusals.push(error.timedOut ? `${proxy} took more than half an hour` : (error.output.split("\n").at(-1) ?? error.message));
    }
  }
  throw new ImageProblem(`Building takes Go ${toolchainVersion}. This machine has none, and it could not be fetched: ${refusals.join("; ") || "GOPROXY names no module proxy"}.`, remedy);
}
