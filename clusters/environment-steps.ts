import { chmod, mkdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { BringUpStep } from "./bring-up.ts";
import { mountClone } from "./bounded-disk.ts";
import { run } from "./command.ts";
import type { Flavor, ToolboxUser } from "./environment.ts";
import { connectHolder } from "./holder/connect-holder.ts";
import { type Holder, unseenSize } from "./holder/holder.ts";
import type { ClusterSize } from "./kind-config.ts";
import { createCluster, inNode, kubectl, nodeOf } from "./kind.ts";
import { createNetwork } from "./network.ts";
import { poll } from "./poll.ts";
import { dnsObjects } from "./policies/cluster-dns.ts";
import { offered, policyObjects, proofImage } from "./policies/policies.ts";
import { enterRoot } from "./root/enter-root.ts";
import { mountRootDisk, rootFolder } from "./root/root-disk.ts";
import { prepareRootFilesystem } from "./root/root-filesystem.ts";
import type { WatchedDisk } from "./shortages.ts";
import { putIntoToolbox, startToolbox, toolboxSize } from "./toolbox.ts";
import type { MeteredContainer } from "./usage/usage-meter.ts";

/** What environments are made from; the same for all of a run. */
export interface Materials {
  /** Absolute; its lock is held by this run. */
  stateDir: string;
  /** IPv4 range that networks are cut from. */
  addresses: string;
  /** Environments reach public addresses of the internet, and ask this DNS server (a public IPv4 address) for its names; undefined: they reach nothing but each its own cluster. */
  internet?: { dns: string };
  /** Path of the kind program. */
  kind: string;
  nodeImage: string;
  toolboxImage: string;
  store: { folder: string; images: readonly string[] };
  /** ext4 files to be cloned: the node's /var and the learner's home. */
  templates: { var: string; home: string };
  /** Folder where the toolbox's image is unpacked for those whose learner is root. */
  rootFilesystems: string;
  size: ClusterSize;
  /** Seconds that kind gets to make a cluster. */
  clusterLimitSeconds: number;
}

/** One environment on its way up. */
export interface Site {
  materials: Materials;
  id: string;
  flavor: Flavor;
  user: ToolboxUser;
  /** Begins the names of all that belongs to it. */
  name: string;
  /** Its folder below the state folder. */
  folder: string;
}

/** The holder of a site, through the socket in its folder. */
export function holderOf(site: Pick<Site, "folder">): Holder {
  return connectHolder(join(site.folder, "socket", "holder.sock"));
}

/** Names of a site's two containers. */
export function containersOf({ name, flavor }: Pick<Site, "name" | "flavor">): string[] {
  return [`${name}-toolbox`, ...(flavor === "cluster" ? [nodeOf(name)] : [])];
}

/** A site's disks, where {@link makeDisks} mounts them. */
export function disksOf({ folder, flavor, user }: Pick<Site, "folder" | "flavor" | "user">): WatchedDisk[] {
  return [{ mount: join(folder, user === "root" ? "root" : "home"), shortage: "files" }, ...(flavor === "cluster" ? [{ mount: join(folder, "var"), shortage: "cluster-files" } as const] : [])];
}

/** A site's two containers with their bounds, the toolbox first. */
export function meteredContainersOf({ name, flavor, materials }: Pick<Site, "name" | "flavor" | "materials">): MeteredContainer[] {
  const toolbox: MeteredContainer = { part: "toolbox", name: `${name}-toolbox`, most: mostOf(toolboxSize) };
  return flavor === "cluster" ? [toolbox, { part: "cluster", name: nodeOf(name), most: mostOf(materials.size) }] : [toolbox];
}

function mostOf({ cpus, memoryMegabytes, processes }: ClusterSize): MeteredContainer["most"] {
  return { cores: cpus, memoryBytes: memoryMegabytes * 2 ** 20, processes };
}

const makeNetworks: BringUpStep<Site> = {
  name: "make-networks",
  async run({ materials: { stateDir, addresses, internet }, id, name, flavor, folder }, signal) {
    await mkdir(join(folder, "socket"), { recursive: true, mode: 0o700 });
    await chmod(join(folder, "socket"), 0o700);
    const network = { stateDir, environment: id, open: internet !== undefined, range: addresses, signal };
    await createNetwork({ ...network, name: `${name}-toolbox`, role: "toolbox" });
    if (flavor === "cluster") await createNetwork({ ...network, name: `${name}-cluster`, role: "cluster" });
  },
};

const makeDisks: BringUpStep<Site> = {
  name: "make-disks",
  async run(site, signal) {
    const { materials: { templates }, flavor, user, folder } = site;
    if (user === "root") await makeRootDisk(site, signal);
    else await mountClone(templates.home, join(folder, "home"), { flags: ["nosuid", "nodev"], signal });
    if (flavor === "cluster") await mountClone(templates.var, join(folder, "var"), { signal });
  },
};

/** Makes and mounts what a root toolbox writes to. */
export async function makeRootDisk({ materials: { rootFilesystems, toolboxImage }, folder }: Site, signal: AbortSignal): Promise<void> {
  await mountRootDisk(await prepareRootFilesystem({ folder: rootFilesystems, image: toolboxImage, signal }), folder, signal);
}

/** Starts the toolbox and waits for its holder; its disk has to be there. */
export const startToolboxStep: BringUpStep<Site> = {
  name: "start-toolbox",
  async run({ materials: { stateDir, toolboxImage, store, internet }, id, name, flavor, user, folder }, signal) {
    const toolbox = `${name}-toolbox`;
    const files = user === "root" ? rootFolder(folder) : join(folder, "home", "disk");
    await startToolbox({ name: toolbox, image: toolboxImage, stateDir, environment: id, flavor, network: toolbox, ...internet, user, files, socketFolder: await realpath(join(folder, "socket")), signal });
    await putIntoToolbox(toolbox, { path: "/run/tatami/images.txt", content: `${offered(store.images).join("\n")}\n`, owner: 0, mode: "0644" }, signal);
    await using holder = holderOf({ folder });
    await poll({ name: "the holder in the toolbox to listen", timeoutMs: 30_000, intervalMs: 20, signal }, async () => (await holder.terminals()).length === 0);
    // Not before: a program that is starting does not find its files for a moment.
    if (user === "root") await enterRoot(toolbox, signal);
  },
};

const startCluster: BringUpStep<Site> = {
  name: "start-cluster",
  async run({ materials: { kind, nodeImage, store, size, clusterLimitSeconds: limitSeconds }, name, folder }, signal) {
    await createCluster({ kind, name, nodeImage, limitSeconds, network: `${name}-cluster`, varFolder: join(folder, "var", "disk"), storeFolder: store.folder, size, kubeconfig: join(folder, "admin.kubeconfig"), signal });
  },
};

const boundRights: BringUpStep<Site> = {
  name: "bound-rights",
  async run({ materials: { store, internet }, name, user }, signal) {
    const create = async () => kubectl(name, ["create", "-f", "-"], { input: `${await dnsObjects(name, { ...internet, signal })}---\n${await policyObjects(store.images)}`, signal });
    await Promise.all([
      run("docker", ["network", "connect", "--alias", "node", `${name}-toolbox`, nodeOf(name)], { timeoutMs: 30_000, signal }),
      create(),
      ...(user === "root"
        ? [giveKubeconfig(name, "learner", "tatami:learners", { path: "/root/.kube/config", owner: 0 }, signal)]
        : [
            giveKubeconfig(name, "learner", "tatami:learners", { path: "/home/learner/.kube/config", owner: 1000 }, signal),
            giveKubeconfig(name, "checker", "tatami:checkers", { path: "/run/tatami/checker.kubeconfig", owner: 1001 }, signal),
          ]),
    ]);
  },
};

async function giveKubeconfig(name: string, user: string, group: string, file: { path: string; owner: number }, signal: AbortSignal): Promise<void> {
  const made = await inNode(name, ["kubeadm", "kubeconfig", "user", "--config=/kind/kubeadm.conf", `--client-name=${user}`, `--org=${group}`], { signal });
  // kubeadm writes the node's full name; in the toolbox the node is `node`.
  const content = made.replace(/server: https:\/\/[^:\s]+:/, "server: https://node:").replaceAll(`${user}@${name}`, user);
  await putIntoToolbox(`${name}-toolbox`, { ...file, content: `${content}\n`, mode: "0600" }, signal);
}

/** Runs in the toolbox as the learner: only what a learner can do counts as up. */
const proof = readFile(join(import.meta.dirname, "environment-proof.sh"), "utf8");

const proveCluster: BringUpStep<Site> = {
  name: "prove-cluster",
  async run(site, signal) {
    await using holder = holderOf(site);
    const image = proofImage(site.materials.store.images) ?? "";
    const { exitCode, output } = await holder.runScript({ user: "learner", script: await proof, env: { IMAGE: image }, timeoutMs: 120_000, signal });
    if (exitCode !== 0) throw new Error(`As the learner, a Pod did not run or DNS did not answer:\n${output}`);
  },
};

/** Opens the terminal that the page shows first. */
export const openTerminal: BringUpStep<Site> = {
  name: "open-terminal",
  async run(site, signal) {
    await using holder = holderOf(site);
    await holder.openTerminal("1", unseenSize);
    // The prompt has to be there before the environment is put to sleep.
    await poll({ name: "the first prompt", timeoutMs: 20_000, intervalMs: 50, signal }, async () => ((await holder.terminals())[0]?.end ?? 0) > 0);
  },
};

/** All steps of a flavor, in order; what a site leaves behind is taken down by {@link import("./teardown.ts").tearDown}. */
export function stepsOf(flavor: Flavor): readonly BringUpStep<Site>[] {
  const before = [makeNetworks, makeDisks, startToolboxStep];
  return flavor === "shell" ? [...before, openTerminal] : [...before, startCluster, boundRights, proveCluster, openTerminal];
}
