import { existsSync } from "node:fs";
import { runAsRoot } from "./root.ts";
import { VenueProblem } from "./venue-problem.ts";

/** What Debian's packages are for, where other systems call them otherwise. */
const elsewhere: Record<string, string> = {
  "docker.io": "Docker Engine (docs.docker.com/engine/install)",
  "default-jre-headless": "a Java runtime, version 17 or newer",
  maven: "Apache Maven 3",
  "libseccomp-dev": "libseccomp with its header files",
  "libc6-dev": "the C library's header files",
};

/** Installs Debian packages, waiting for another apt to finish. Throws {@link VenueProblem} on systems without apt. */
export async function installPackages(packages: readonly string[], options: { signal?: AbortSignal; onLine?: (line: string) => void }): Promise<void> {
  if (!existsSync("/usr/bin/apt-get")) {
    const wanted = packages.map((name) => elsewhere[name] ?? name).join(", ");
    throw new VenueProblem(`${wanted}: this set-up installs packages on Debian and Ubuntu (apt-get) only.`, `Install ${wanted} and start again.`);
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
