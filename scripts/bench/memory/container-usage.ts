import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { run } from "../../../clusters/command.ts";

/** What a container with everything in it uses, by the kernel's account. */
export interface ContainerUsage {
  /** Bytes: all memory but file pages that were not used lately; what `docker stats` and the kubelet call usage and working set. */
  workingSet: number;
  /** Bytes that belong to programs, without any file pages. */
  anonymous: number;
  /** Nanoseconds of CPU since its start. */
  cpu: number;
}

const mount = "/sys/fs/cgroup";

/** Reads a container's cgroups, those of the Pods in a node included. Works on the machine that Docker runs on, with cgroup v1 and v2. */
export async function containerUsage(container: string, signal: AbortSignal): Promise<ContainerUsage> {
  return await (await usageReader(container, signal))();
}

/** The same for looks that follow each other closely: Docker is asked only once, for as long as the container runs. */
export async function usageReader(container: string, signal: AbortSignal): Promise<() => Promise<ContainerUsage>> {
  const [id, pid] = (await run("docker", ["container", "inspect", "--format", "{{.Id}} {{.State.Pid}}", container], { timeoutMs: 20_000, signal })).split(" ");
  const groups = await readFile(`/proc/${pid}/cgroup`, "utf8");
  const read = async (controller: string, file: string) => await readFile(`${mount}/${controller}${cgroupOf(groups, id!, controller)}/${file}`, "utf8");
  if (existsSync(`${mount}/cgroup.controllers`)) {
    return async () => {
      const [current, stat, cpu] = await Promise.all([read("", "memory.current"), read("", "memory.stat"), read("", "cpu.stat")]);
      return { workingSet: Number(current) - statOf(stat, "inactive_file"), anonymous: statOf(stat, "anon"), cpu: statOf(cpu, "usage_usec") * 1_000 };
    };
  }
  return async () => {
    const [usage, stat, cpu] = await Promise.all([read("memory", "memory.usage_in_bytes"), read("memory", "memory.stat"), read("cpuacct", "cpuacct.usage")]);
    return { workingSet: Number(usage) - statOf(stat, "total_inactive_file"), anonymous: statOf(stat, "total_rss"), cpu: Number(cpu) };
  };
}

/** The cgroup of a container in what /proc/PID/cgroup says of its first process (cgroups(7)): systemd in a node has moved itself further down. Empty controller: v2. */
export function cgroupOf(groups: string, id: string, controller: string): string {
  for (const line of groups.split("\n")) {
    const [, controllers = "", path = ""] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    const depth = path.split("/").findIndex((part) => part.includes(id));
    if (controllers.split(",").includes(controller) && depth >= 0) return path.split("/").slice(0, depth + 1).join("/");
  }
  throw new Error(`The kernel does not say where the ${controller || "v2"} cgroup of container ${id} is. Run this on the machine that Docker runs on.`);
}

/** One number of a file of names and numbers. */
export function statOf(text: string, name: string): number {
  const found = new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1];
  if (found === undefined) throw new Error(`There is no ${name} in what the kernel tells of a cgroup:\n${text}`);
  return Number(found);
}
