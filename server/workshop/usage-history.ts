import type { EnvironmentUsage, PartUsage } from "../../clusters/environment.ts";

/** How much of its CPU one part of an environment has used over a while. */
export interface CpuShare {
  part: PartUsage["part"];
  /** Of the most that it can have, on average: 0 to 1. */
  share: number;
  /** The while, in seconds. */
  seconds: number;
}

/** Over so many seconds of work at full CPU the operator is told: a build or a load test is over by then, a miner is not. */
const fullCpuSeconds = 600;
/** From this share on the CPU counts as used whole: the kernel's periods leave a little. */
const wholeShare = 0.95;
/** Below this share it counts as over, and is told again the next time. */
const overShare = 0.8;

/** What one environment has used over its last minutes. */
export class UsageHistory {
  #looks: EnvironmentUsage[] = [];
  #told = false;

  /** What the last look found. */
  get latest(): EnvironmentUsage | undefined {
    return this.#looks.at(-1);
  }

  /** Adds a look. Gives the part that has used its whole CPU for {@link fullCpuSeconds}, once, until that is over. */
  add(usage: EnvironmentUsage): CpuShare | undefined {
    this.#looks.push(usage);
    while (this.#seconds() - (this.#looks[0]?.seconds ?? 0) >= fullCpuSeconds) this.#looks.shift();
    const busiest = this.busiest(fullCpuSeconds);
    if (!busiest || busiest.share < overShare) this.#told = false;
    if (!busiest || this.#told || busiest.share < wholeShare || busiest.seconds < fullCpuSeconds) return undefined;
    this.#told = true;
    return busiest;
  }

  /** The part that has used most of its CPU over the last `seconds`, or over as long as there is something known. */
  busiest(seconds: number): CpuShare | undefined {
    const sums = new Map<PartUsage["part"], number>();
    let known = 0;
    for (const look of this.#looks.toReversed()) {
      if (known >= seconds) break;
      known += look.seconds;
      for (const { part, cores, most } of look.parts) sums.set(part, (sums.get(part) ?? 0) + (cores / most.cores) * look.seconds);
    }
    const shares = [...sums].map(([part, sum]) => ({ part, share: sum / known, seconds: known }));
    return shares.sort((a, b) => b.share - a.share)[0];
  }

  #seconds(): number {
    return this.#looks.reduce((sum, { seconds }) => sum + seconds, 0);
  }
}
