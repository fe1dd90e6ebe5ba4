import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../clusters/command.ts";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { goFor } from "../../clusters/images/toolchain/go-command.ts";

const source = join(import.meta.dirname, "oci-runtime");

/** Builds the OCI runtime that stands in front of runc (see oci-runtime/main.go) unless this source was built before, and gives its path. */
export async function buildOciRuntime(options: { signal?: AbortSignal; onDetail?: (detail: string) => void }): Promise<string> {
  const folder = join(cacheFolder(), "oci-runtime");
  const program = join(folder, `tatami-oci-runtime-${await hashOf(source)}`);
  if (existsSync(program)) return program;
  options.onDetail?.("building the OCI runtime for this machine's capabilities");
  await mkdir(folder, { recursive: true });
  const go = await goFor(source, { cacheFolder: cacheFolder(), ...options });
  // Built beside and moved, so that an interrupted build is never taken for a finished one.
  const unfinished = `${program}.${process.pid}`;
  await run(go.program, ["build", "-trimpath", "-ldflags", "-s -w", "-o", unfinished, "."], {
    cwd: source,
    env: { ...go.env, CGO_ENABLED: "0", GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" },
    timeoutMs: 300_000,
    ...(options.signal && { signal: options.signal }),
  });
  await rename(unfinished, program);
  return program;
}

async function hashOf(folder: string): Promise<string> {
  const hash = createHash("sha256").update(process.arch);
  for (const name of (await readdir(folder)).filter((name) => /\.go$|^go\.mod$/.test(name) && !name.endsWith("_test.go")).sort()) {
    hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}
