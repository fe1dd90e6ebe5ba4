import { readdir, readFile } from "node:fs/promises";

/** Memory of some processes at one moment, in bytes. */
export interface ProcessMemory {
  processes: number;
  /** Resident sets added up: pages that several share count for each. */
  resident: number;
  /** Proportional sets added up: a page that several share counts once. */
  proportional: number;
}

/** The processes that have `NAME=VALUE` in their environment: a program that was started with it, and all that it started and they did. */
export class MarkedProcesses {
  readonly #wanted: string;
  /** Not ours, as an earlier look found: not read again, so that a look is quick enough to meet programs that run for a moment. */
  #others = new Set<string>();

  constructor(mark: { name: string; value: string }) {
    this.#wanted = `${mark.name}=${mark.value}`;
  }

  /** Their memory now. */
  async look(): Promise<ProcessMemory> {
    const all = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    this.#others = new Set(all.filter((pid) => this.#others.has(pid)));
    const memories = await Promise.all(all.filter((pid) => !this.#others.has(pid)).map((pid) => this.#memoryOf(pid)));
    const found = memories.filter((memory) => memory !== undefined);
    // A process that has just begun is still its parent, with all of its pages, until it becomes another program.
    const commandOf = new Map(found.map(({ pid, command }) => [pid, command]));
    const ours = found.filter(({ parent, command }) => commandOf.get(parent) !== command);
    const sum = (of: (memory: (typeof ours)[number]) => number) => ours.reduce((total, memory) => total + of(memory), 0);
    return { processes: ours.length, resident: sum(({ resident }) => resident), proportional: sum(({ proportional }) => proportional) };
  }

  async #memoryOf(pid: string): Promise<{ pid: string; parent: string; command: string; resident: number; proportional: number } | undefined> {
    try {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8");
      // It is empty for a moment while a process becomes another program.
      if (environment === "") return undefined;
      if (environment.split("\0").includes(this.#wanted)) {
        const [rollup, status, command] = await Promise.all(["smaps_rollup", "status", "cmdline"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8")));
        return { pid, parent: /^PPid:\s+(\d+)$/m.exec(status!)?.[1] ?? "", command: command!, ...rollupOf(rollup!) };
      }
      this.#others.add(pid);
    } catch {
      // It has ended meanwhile, or belongs to somebody else and so was not started by ours.
    }
    return undefined;
  }
}

/** Resident and proportional set in bytes from /proc/PID/smaps_rollup (proc(5)). */
export function rollupOf(text: string): { resident: number; proportional: number } {
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? 0) * 1024;
  return { resident: bytes("Rss"), proportional: bytes("Pss") };
}
