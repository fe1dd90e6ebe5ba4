import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { EnvironmentMaker } from "../../clusters/environment-maker.ts";
import type { Images } from "../../clusters/images/prepare-images.ts";
import { defaultAddressRange } from "../../clusters/network.ts";
import { Pool, type PoolSize } from "../../clusters/pool.ts";
import { prepareTemplateDisks } from "../../clusters/template-disks.ts";
import type { Config } from "../../server/config.ts";

/** Most a node may take. An idle one takes about 0.6 GiB, one with three Kafka brokers 2 GiB. */
const nodeSize = { memoryMegabytes: 3072, processes: 4000 };

/** kind takes about 15 s on two idle cores, and took 103 s on two that a build and three test runs shared. Learners wait behind one that hangs. */
const clusterLimitSeconds = 180;

/** What a pool is made of. */
export type PoolSettings = Pick<Config, "stateDir" | "capacity" | "reserve" | "addresses" | "internet">;

/** Makes what all environments share and opens a pool for a state folder, whose lock the caller holds. Nothing is brought up before its `sweep`. */
export async function openPool(settings: PoolSettings, images: Images, signal: AbortSignal): Promise<Pool> {
  return new Pool(await makerFor(settings, images, signal), poolSize(settings));
}

/** Makes single environments of a state folder: for a bench, a test, or to sweep. */
export async function makerFor({ stateDir, addresses, internet }: Pick<PoolSettings, "stateDir" | "addresses" | "internet">, images: Images, signal: AbortSignal): Promise<EnvironmentMaker> {
  const { kind, nodeImage, toolboxImage, store } = images;
  const templates = await prepareTemplateDisks({ folder: join(cacheFolder(), "disks"), nodeImage, store: store.folder, signal });
  const size = { ...nodeSize, cpus: Math.min(2, cpus().length) };
  return new EnvironmentMaker({ stateDir, addresses: addresses ?? defaultAddressRange, ...(internet && { internet }), kind, nodeImage, toolboxImage, store, templates, rootFilesystems: join(cacheFolder(), "root-filesystems"), size, clusterLimitSeconds });
}

/** How many environments this machine carries, unless it was said: 1 GiB each beside 2 GiB for the rest, and 8 for each CPU. */
export function poolSize({ capacity, reserve }: Pick<PoolSettings, "capacity" | "reserve">, machine = { memory: totalmem(), cpus: cpus().length }): PoolSize {
  const most = capacity ?? Math.max(1, Math.min(Math.floor(machine.memory / 2 ** 30) - 2, machine.cpus * 8));
  return { capacity: most, reserve: Math.min(most, reserve ?? 2) };
}
