import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { run } from "../command.ts";
import { statOf } from "./kernel-file.ts";

/** What a container with everything in it uses, by the kernel's account. */
export interface ContainerUsage {
  /** Bytes: all memory but file pages that were not used lately; what `docker stats` and the kubelet call usage and working set. */
  workingSet: number;
  /** Bytes that belong to programs, without any file pages. */
  anonymous: number;
  /** Nanoseconds of CPU since its start. */
  cpu: number;
  /** Processes, each of their threads counted: what its limit of processes bounds. */
  processes: number;
  /** Programs that were ended for want of memory since its start. With cgroup v1 only those in the container's own cgroup: a toolbox's, and not those of Pods in a node. */
  memoryKills: number;
}

/** Reads a container's cgroups again and again, as long as the container runs. */
export interface UsageReader {
  read(): Promise<ContainerUsage>;
  /** Whether `memoryKills` counts what is further down, as Pods in a node are. */
  countsKillsBelow: boolean;
}

const mount = "/sys/fs/cgroup";

/** Reads a container's cgroups, those of the Pods in a node included. Works on the machine that Docker runs on, with cgroup v1 and v2. */
export async function containerUsage(container: string, signal: AbortSignal): Promise<ContainerUsage> {
  return await (await usageReader(container, signal)).read();
}

/** The same for looks that follow each other closely: Docker is asked only once. Throws CommandError, and Error where the kernel's account of the container cannot be seen. */
export async function usageReader(container: string, signal: AbortSignal): Promise<UsageReader> {
  const [id, pid] = (await run("docker", ["container", "inspect", "--format", "{{.Id}} {{.State.Pid}}", container], { timeoutMs: 20_000, signal })).split(" ");
  const groups = await readFile(`/proc/${pid}/cgroup`, "utf8");
  const read = async (controller: string, file: string) => await readFile(`${mount}/${controller}${cgroupOf(groups, id!, controller)}/${file}`, "utf8");
  return existsSync(`${mount}/cgroup.controllers`) ? { read: () => readV2(read), countsKillsBelow: true } : { read: () => readV1(read), countsKillsBelow: false };
}

/** Reads a file of a container's cgroup; with v2 there is one for all controllers, and the controller's name is empty. */
type ReadFile = (controller: string, file: string) => Promise<string>;

/** What cgroup v2 tells (the kernel's admin-guide/cgroup-v2.rst). */
export async function readV2(read: ReadFile): Promise<ContainerUsage> {
  const [current, stat, cpu, processes, events] = await Promise.all([read("", "memory.current"), read("", "memory.stat"), read("", "cpu.stat"), read("", "pids.current"), read("", "memory.events")]);
  return {
    workingSet: Number(current) - statOf(stat, "inactive_file"),
    anonymous: statOf(stat, "anon"),
    cpu: statOf(cpu, "usage_usec") * 1_000,
    processes: Number(processes),
    memoryKills: statOf(events, "oom_kill"),
  };
}

/** What cgroup v1 tells; its `total_` and its counts of CPU and processes hold what is further down, its events do not. */
export async function readV1(read: ReadFile): Promise<ContainerUsage> {
  const [usage, stat, cpu, processes, events] = await Promise.all([read("memory", "memory.usage_in_bytes"), read("memory", "memory.stat"), read("cpuacct", "cpuacct.usage"), read("pids", "pids.current"), read("memory", "memory.oom_control")]);
  return {
    workingSet: Number(usage) - statOf(stat, "total_inactive_file"),
    anonymous: statOf(stat, "total_rss"),
    cpu: Number(cpu),
    processes: Number(processes),
    memoryKills: statOf(events, "oom_kill"),
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
