import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, run } from "../../clusters/command.ts";
import { type DoctorCheck, ok } from "./finding.ts";

const aptHelper = "/usr/lib/apt/apt-helper";

/** Debian's mirror, by apt's own settings. Go's module proxy is looked at with Go, npm's has served already or this would not run, and where Maven fetches from only Maven knows. */
export const packageRegistries: DoctorCheck = {
  async look({ images, signal }) {
    if (images.way !== "build") return undefined;
    const name = "Package registries";
    const silent = await silentDebian(signal);
    if (silent === undefined) return ok(name, "Debian's mirror answers");
    return { name, state: "missing", found: `${silent} not to be reached, and the images are built from there`, fix: "Let this machine reach it, or name another mirror in /etc/apt/sources.list." };
  },
};

/** By apt's own way of fetching, with its proxies. Undefined when the mirror answers, or there is no apt to ask. */
async function silentDebian(signal: AbortSignal): Promise<string | undefined> {
  if (!existsSync(aptHelper)) return undefined;
  const targets = await run("apt-get", ["indextargets", "--format", "$(SITE) $(RELEASE)", "Created-By: Packages"], { signal, timeoutMs: 30_000 });
  const [site, suite] = targets.split("\n")[0]?.split(" ") ?? [];
  // Before the first `apt-get update` it names none; a start does that by itself.
  if (!site || !suite) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "tatami-doctor-"));
  try {
    await run(aptHelper, ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=10", "download-file", `${site}/dists/${suite}/InRelease`, join(folder, "InRelease")], { signal, timeoutMs: 30_000 });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    return `Debian's ${site} is`;
  } finally {
    await rm(folder, { recursive: true });
  }
}
