import type { EnvironmentUsage } from "../environment.ts";
import { type MeteredContainer, UsageMeter } from "./usage-meter.ts";

/** What came of a look at a whole environment. */
export interface EnvironmentLook {
  /** Undefined at the first look, and when a container could not be measured. */
  usage: EnvironmentUsage | undefined;
  /** Programs of the toolbox that were ended for want of memory since the look before. */
  toolboxKills: number;
  /** The same of the node and its Pods; undefined where the kernel does not tell (cgroup v1), or there is none. */
  nodeKills: number | undefined;
}

/** Measures all containers of one environment. */
export class EnvironmentMeter {
  readonly #meters: readonly UsageMeter[];

  /** The toolbox comes first. */
  constructor(containers: readonly MeteredContainer[]) {
    this.#meters = containers.map((container) => new UsageMeter(container));
  }

  async look(): Promise<EnvironmentLook> {
    const [toolbox, node] = await Promise.all(this.#meters.map((meter) => meter.look()));
    const found = [toolbox, node].flatMap((measured) => measured ?? []);
    const usage = toolbox && found.length === this.#meters.length ? { seconds: toolbox.seconds, parts: found.map((measured) => measured.usage) } : undefined;
    return { usage, toolboxKills: toolbox?.memoryKills ?? 0, nodeKills: node?.memoryKills };
  }
}
