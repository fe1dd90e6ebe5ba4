import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import type { Recipe, Work } from "../builder/recipe.ts";

const release = "bookworm";
const packages = ["ca-certificates", "curl", "jq", "procps", "iproute2", "iptables", "nftables", "conntrack", "less", "bash", "tini"];

/** Name of the file in the artifact. */
export const rootfsTar = "rootfs.tar";

/** A small Debian as a tar file, from the mirror that the host's own apt uses. */
export function debianRootfs(cacheFolder: string): Recipe {
  return fileArtifact({
    cacheFolder,
    name: "debian",
    inputs: [],
    literals: [release, ...packages, "1"],
    needs: [],
    lane: "network",
    expectedSeconds: 81,
    megabytes: 700,
    ownedByRoot: true,
    hostPackages: [
      { name: "debootstrap", file: "/usr/sbin/debootstrap" },
      { name: "debian-archive-keyring", file: "/usr/share/keyrings/debian-archive-keyring.gpg" },
    ],
    fill,
  });
}

async function fill(folder: string, { signal, onDetail, host }: Work): Promise<void> {
  const root = join(folder, "root");
  const options = { signal, timeoutMs: 1_200_000, onLine: onDetail, env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" } };
  const mirrors = await hostMirrors(signal);
  const mirror = mirrors.find(({ suite }) => suite === release)?.site;
  const keyring = "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg";
  await host.runAsRoot("debootstrap", ["--variant=minbase", keyring, `--include=${packages.join(",")}`, release, root, ...(mirror ? [mirror] : [])], options);
  if (mirror) {
    const list = mirrors.map(({ site, suite, components }) => `deb ${site} ${suite} ${components.join(" ")}\n`).join("");
    await writeFile(join(folder, "sources.list"), list);
    await host.runAsRoot("cp", [join(folder, "sources.list"), join(root, "etc/apt/sources.list")], options);
    // What was fixed since the last point release of Debian.
    await host.runAsRoot("chroot", [root, "apt-get", "update", "-q"], options);
    await host.runAsRoot("chroot", [root, "apt-get", "dist-upgrade", "-y", "-q"], options);
  }
  await host.runAsRoot("chroot", [root, "apt-get", "clean"], options);
  await host.runAsRoot("find", [join(root, "var/lib/apt/lists"), join(root, "var/log"), "-type", "f", "-delete"], options);
  await host.runAsRoot("tar", ["-C", root, "--numeric-owner", "--xattrs", "-cf", join(folder, rootfsTar), "."], options);
  await host.runAsRoot("rm", ["-rf", "--one-file-system", root], options);
  await rm(join(folder, "sources.list"), { force: true });
}

/** Where the host's own apt gets this Debian, its updates and its security fixes; nothing on a host that is another system. */
async function hostMirrors(signal: AbortSignal): Promise<{ site: string; suite: string; components: string[] }[]> {
  const found = new Map<string, { site: string; suite: string; components: string[] }>();
  for (const line of (await indexTargets(signal)).split("\n")) {
    const [site, suite, component] = line.split(" ");
    if (!site || !suite || !component || ![release, `${release}-updates`, `${release}-security`].includes(suite)) continue;
    const entry = found.get(`${site} ${suite}`) ?? { site, suite, components: [] };
    if (!entry.components.includes(component)) entry.components.push(component);
    found.set(`${site} ${suite}`, entry);
  }
  return [...found.values()];
}

async function indexTargets(signal: AbortSignal): Promise<string> {
  try {
    return await run("apt-get", ["indextargets", "--format", "$(SITE) $(RELEASE) $(COMPONENT)", "Created-By: Packages"], { signal, timeoutMs: 30_000 });
  } catch (error) {
    if (error instanceof CommandError && !error.canceled) return "";
    throw error;
  }
}
