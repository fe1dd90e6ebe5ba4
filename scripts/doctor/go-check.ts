import { existsSync } from "node:fs";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { CommandError, run } from "../../clusters/command.ts";
import { isAtLeast } from "../../clusters/images/toolchain/go-command.ts";
import { moduleProxies } from "../../clusters/images/toolchain/module-proxies.ts";
import { toolchainFolder, toolchainFor, toolchainVersion } from "../../clusters/images/toolchain/toolchain.ts";
import { hasSysResource } from "../venue/capabilities.ts";
import { type DoctorCheck, ok } from "./finding.ts";

export const go: DoctorCheck = {
  async look({ images, docker, signal }) {
    // Without that capability a Docker of ours gets a small program in front of runc.
    const needed = images.way === "build" || (docker === undefined && (await hasSysResource()) === false);
    if (!needed) return undefined;
    const name = "Go";
    const version = await versionOnPath(signal);
    if (version !== undefined && isAtLeast(version, toolchainVersion)) return ok(name, `go${version}`);
    const toolchain = toolchainFor();
    const has = version === undefined ? "none on PATH" : `go${version} on PATH is older than ${toolchainVersion}`;
    if (toolchain && existsSync(toolchainFolder(cacheFolder(), toolchain))) return ok(name, `${toolchainVersion}, fetched earlier`);
    const proxies = await moduleProxies(signal);
    if (toolchain && (await anyAnswers(proxies.map((proxy) => `${proxy}/${toolchain.path}`), signal))) return ok(name, `${has}; ${toolchainVersion} is fetched from the module proxy`);
    const found = toolchain ? `no Go module proxy answers (${proxies.join(", ") || "GOPROXY names none"})` : "it is fetched for Linux on x64 and arm64 only";
    return { name, state: "missing", found: `${has}, and ${found}`, fix: `Install Go ${toolchainVersion} or newer (go.dev/dl), or set GOPROXY to a module proxy that this machine reaches.` };
  },
};

async function versionOnPath(signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await run("go", ["env", "GOVERSION"], { cwd: "/", timeoutMs: 20_000, signal, env: { GOTOOLCHAIN: "local" } })).replace(/^go/, "");
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

async function anyAnswers(addresses: readonly string[], signal: AbortSignal): Promise<boolean> {
  const looks = addresses.map(async (address) => (await fetch(address, { method: "HEAD", signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) })).ok || Promise.reject(new Error("refused")));
  return await Promise.any(looks).catch(() => false);
}
