import { cpus, loadavg, release, totalmem, type } from "node:os";
import { run } from "../../clusters/command.ts";

/** What the figures were taken on, and when. */
export interface Machine {
  cores: number;
  processor: string;
  memoryGigabytes: number;
  kernel: string;
  docker: string;
  node: string;
  /** Processes that wanted to run during the minute before: above the number of cores the figures are not the product's alone. */
  loadBefore: number;
  /** ISO 8601, UTC, at the beginning. */
  date: string;
}

/** Looks at this machine; Docker has to answer. */
export async function describeMachine(signal: AbortSignal): Promise<Machine> {
  const docker = await run("docker", ["info", "--format", "{{.ServerVersion}}, {{.Driver}}, cgroup v{{.CgroupVersion}}"], { timeoutMs: 20_000, signal });
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${release()}`,
    docker,
    node: process.versions.node,
    loadBefore: Math.round(loadavg()[0]! * 10) / 10,
    date: new Date().toISOString(),
  };
}
