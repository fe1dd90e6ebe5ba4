import { CommandError, run } from "../../command.ts";

/** The Go module proxies of this machine, first to last: GOPROXY, or what an installed Go is set to. None where neither is there, and where it says `off` or `direct` only. */
export async function moduleProxies(signal?: AbortSignal): Promise<string[]> {
  const setting = process.env["GOPROXY"] || (await settingOfGo(signal));
  return setting.split(/[,|]/).flatMap((word) => (/^https?:\/\//.test(word.trim()) ? [word.trim().replace(/\/+$/, "")] : []));
}

async function settingOfGo(signal?: AbortSignal): Promise<string> {
  try {
    return await run("go", ["env", "GOPROXY"], { cwd: "/", timeoutMs: 20_000, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CommandError) return "";
    throw error;
  }
}
