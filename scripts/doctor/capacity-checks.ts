import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { availableParallelism, freemem, totalmem } from "node:os";
import { dirname } from "node:path";
import { run } from "../../clusters/command.ts";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { type DoctorCheck, type DoctorContext, type Finding, ok } from "./finding.ts";

const gib = 1024 ** 3;
/** An idle one-node cluster takes 440 to 490 MiB; the server, Docker and the system want about 1 GiB. */
const memoryGib = { least: 2, good: 4 };
/** Beside the images: an environment writes some hundred MiB, and may write up to 6.5 GiB. */
const learnersGib = { least: 1, good: 8 };

export const memory: DoctorCheck = {
  async look() {
    const [total, free] = [totalmem() / gib, freemem() / gib];
    const found = `${total.toFixed(1)} GiB, ${free.toFixed(1)} GiB of it free; ${availableParallelism()} cores`;
    if (total >= memoryGib.good) return ok("Memory", found);
    return { name: "Memory", state: total < memoryGib.least ? "missing" : "weak", found: `${found}: room for very few clusters (about 0.5 GiB each)`, fix: `Use a machine with at least ${memoryGib.good} GiB.` };
  },
};

export const disk: DoctorCheck = {
  async look(context) {
    const places = await foldersInUse(context);
    const found = await Promise.all(places.map(async (path) => ({ path, free: await freeGib(path) })));
    const tightest = found.reduce((a, b) => (a.free <= b.free ? a : b));
    return judge(tightest, context.images.gib);
  },
};

/** What is free against what is still to be made and what learners write. */
export function judge({ path, free }: { path: string; free: number }, images: number): Finding {
  const found = `${free.toFixed(0)} GiB free at ${path}${images > 0 ? `, and the images take about ${images.toFixed(0)} while they are made` : ""}`;
  if (free >= images + learnersGib.good) return ok("Disk", found);
  const least = images + learnersGib.least;
  return {
    name: "Disk",
    state: free < least ? "missing" : "weak",
    found: `${found}: ${free < least ? "not enough" : "tight for many learners"}`,
    fix: `Free some (\`docker system df\` shows what Docker holds), or put TATAMI_CACHE and --state on a disk with ${Math.ceil(images + learnersGib.good)} GiB.`,
  };
}

async function foldersInUse({ docker, stateFolder, signal }: DoctorContext): Promise<string[]> {
  const root = docker ? await run("docker", ["info", "--format", "{{.DockerRootDir}}"], { timeoutMs: 15_000, signal }) : "/var/lib/docker";
  return [...new Set([cacheFolder(), stateFolder, root].map(nearestExisting))];
}

async function freeGib(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return (bavail * bsize) / gib;
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
