import { CommandError } from "../command.ts";
import type { PartUsage } from "../environment.ts";
import { type ContainerUsage, type UsageReader, usageReader } from "./container-usage.ts";

/** A container to be measured, and the most that it is allowed to use. */
export interface MeteredContainer extends Pick<PartUsage, "part" | "most"> {
  name: string;
}

/** What came of a look. */
export interface Measured {
  /** Seconds since the look before, over which the CPU is averaged. */
  seconds: number;
  usage: PartUsage;
  /** Programs ended for want of memory in this time; undefined where the kernel does not tell it of what is further down. */
  memoryKills: number | undefined;
}

/** Measures one container from look to look by the kernel's account of it: small files, and no program but one call of Docker's at the beginning. */
export class UsageMeter {
  readonly #container: MeteredContainer;
  #reader: UsageReader | undefined;
  #before: { at: number; found: ContainerUsage } | undefined;
  /** The account cannot be seen from here, as in a container that does not see the machine's processes. */
  #hidden = false;

  constructor(container: MeteredContainer) {
    this.#container = container;
  }

  /** Undefined at the first look, and when nothing could be read. */
  async look(): Promise<Measured | undefined> {
    const found = await this.#read();
    const before = this.#before;
    const at = performance.now();
    this.#before = found && { at, found };
    if (!found || !before) return undefined;
    const seconds = (at - before.at) / 1_000;
    const { part, most } = this.#container;
    const usage: PartUsage = { part, most, cores: (found.cpu - before.found.cpu) / 1e9 / seconds, memoryBytes: found.workingSet, processes: found.processes };
    const isWhole = part === "toolbox" || this.#reader?.countsKillsBelow;
    return { seconds, usage, memoryKills: isWhole ? found.memoryKills - before.found.memoryKills : undefined };
  }

  async #read(): Promise<ContainerUsage | undefined> {
    if (this.#hidden) return undefined;
    const known = this.#reader;
    try {
      this.#reader ??= await usageReader(this.#container.name, AbortSignal.timeout(20_000));
      return await this.#reader.read();
    } catch (error) {
      // Docker does not answer, or the container has ended: the next look asks anew. What fails at once is not there to be seen.
      this.#reader = undefined;
      this.#hidden = !known && !(error instanceof CommandError);
      return undefined;
    }
  }
}
