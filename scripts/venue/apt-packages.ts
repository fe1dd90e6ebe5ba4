import { existsSync } from "node:fs";
import { runAsRoot } from "./root.ts";
import { VenueProblem } from "./venue-problem.ts";

/** Installs Debian packages, waiting for another apt to finish. Throws {@link VenueProblem} on systems without apt. */
export async function installPackages(packages: readonly string[], options: { signal?: AbortSignal; onLine?: (line: string) => void }): Promise<void> {
  if (!existsSync("/usr/bin/apt-get")) {
    throw new VenueProblem(
      `${packages.join(", ")} cannot be installed by this set-up: it knows Debian and Ubuntu (apt-get) only.`,
      `Install ${packages.join(", ")} with your system's package manager and start again.`,
    );
  }
  const settings = { ...options, env: { DEBIAN_FRONTEND: "noninteractive" } };
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  try {
    await runAsRoot("apt-get", ["update", "-q", ...wait], { ...settings, timeoutMs: 300_000 });
    await runAsRoot("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...wait, ...packages], { ...settings, timeoutMs: 900_000 });
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (cause instanceof VenueProblem) throw cause;
    throw new VenueProblem(`apt-get could not install ${packages.join(", ")}.`, `Run \`apt-get install ${packages.join(" ")}\` by hand to see why, then start again.`, cause);
  }
}
