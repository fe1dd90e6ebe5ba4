import { run } from "./command.ts";
import { askForEndedPods, EndedPods } from "./ended-pods.ts";
import type { Environment, EnvironmentUsage, Flavor, ToolboxUser } from "./environment.ts";
import { containersOf, disksOf, holderOf, meteredContainersOf, type Site } from "./environment-steps.ts";
import type { Holder } from "./holder/holder.ts";
import { pauseContainers } from "./pause.ts";
import { giveGrants } from "./policies/give-grants.ts";
import type { Grant } from "./policies/grant.ts";
import { type Shortage, Shortages } from "./shortages.ts";
import { tearDown } from "./teardown.ts";
import { EnvironmentMeter } from "./usage/environment-meter.ts";

/** An environment that is up: asleep in the pool, or awake with its learner. */
export class LearnerEnvironment implements Environment {
  readonly id: string;
  readonly flavor: Flavor;
  readonly user: ToolboxUser;
  readonly holder: Holder;
  readonly #site: Site;
  readonly #listeners: ((reason: string) => void)[] = [];
  readonly #usageListeners: ((usage: EnvironmentUsage) => void)[] = [];
  readonly #shortages: Shortages;
  readonly #meter: EnvironmentMeter;
  readonly #endedPods: EndedPods;
  /** What the look under way found of programs that were ended for want of memory. */
  #kills: { toolbox: number; node: number | undefined } = { toolbox: 0, node: undefined };
  #death: string | undefined;
  #torn: Promise<void> | undefined;

  constructor(site: Site) {
    this.id = site.id;
    this.flavor = site.flavor;
    this.user = site.user;
    this.holder = holderOf(site);
    this.#site = site;
    this.#shortages = new Shortages(disksOf(site));
    this.#meter = new EnvironmentMeter(meteredContainersOf(site));
    this.#endedPods = new EndedPods(() => askForEndedPods(site.name));
  }

  /** Freezes its processes: an environment that waits costs no CPU. */
  async pause(signal: AbortSignal): Promise<void> {
    await pauseContainers(containersOf(this.#site), signal);
  }

  /** Thaws it; the shells and the cluster go on where they were. */
  async unpause(signal: AbortSignal): Promise<void> {
    await run("docker", ["unpause", ...containersOf(this.#site)], { timeoutMs: 60_000, signal });
  }

  /** Gives its learner more rights in its cluster than others have; awake, it has them when this resolves. */
  async grant(grants: readonly Grant[], signal: AbortSignal): Promise<void> {
    await giveGrants(this.#site.name, grants, signal);
  }

  /** Names of its containers: what a look at its health asks Docker about. */
  get containers(): string[] {
    return containersOf(this.#site);
  }

  onDeath(listener: (reason: string) => void): void {
    if (this.#death !== undefined) listener(this.#death);
    else if (!this.#torn) this.#listeners.push(listener);
  }

  onShortage(listener: (now: readonly Shortage[]) => void): void {
    this.#shortages.onChange(listener);
  }

  onUsage(listener: (usage: EnvironmentUsage) => void): void {
    this.#usageListeners.push(listener);
  }

  /** Measures what it uses; gives how many programs of its toolbox were ended for want of memory since the last look. */
  async measure(): Promise<number> {
    const { usage, toolboxKills, nodeKills } = await this.#meter.look();
    this.#kills = { toolbox: toolboxKills, node: nodeKills };
    if (usage) for (const listener of this.#usageListeners) listener(usage);
    return toolboxKills;
  }

  /** Looks at what it runs out of, after {@link measure}. `killedElsewhere`: a program of this machine that is in no toolbox was ended for want of memory. */
  async lookForShortages({ killedElsewhere }: { killedElsewhere: boolean }): Promise<void> {
    const { toolbox, node } = this.#kills;
    // Where the kernel does not tell whose Pod it was (cgroup v1), it may be this one's.
    const inPod = node === undefined ? killedElsewhere : node > 0;
    const endedPods = this.flavor === "cluster" ? await this.#endedPods.look({ maybe: inPod }) : [];
    await this.#shortages.look({ memoryRanOut: toolbox > 0, endedPods });
  }

  /** Tells the listeners, once, that it cannot be used any more; nothing after its teardown has begun. */
  declareDead(reason: string): void {
    if (this.#torn || this.#death !== undefined) return;
    this.#death = reason;
    for (const listener of this.#listeners.splice(0)) listener(reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#torn ??= this.#takeDown();
    await this.#torn;
  }

  async #takeDown(): Promise<void> {
    this.#listeners.length = 0;
    await this.holder[Symbol.asyncDispose]();
    await tearDown(this.#site);
  }
}
