import type { Environment, EnvironmentPool, Flavor, PoolStatus } from "../../clusters/environment.ts";
import { type HostHolder, startHostHolder } from "./host-holder.ts";

/** Hands out holders on this host as environments, one process each; for tests of what works in environments and not of how they are made. */
export class HostHolderPool implements EnvironmentPool {
  /** Flavors in the order in which they were asked for. */
  readonly asked: Flavor[] = [];
  readonly #live = new Map<Environment, HostHolder>();

  status(): PoolStatus {
    return { ready: 0, reserve: 0, capacity: 8, leased: this.#live.size, waiting: 0 };
  }

  async acquire({ flavor, signal }: { flavor: Flavor; signal: AbortSignal }): Promise<Environment> {
    signal.throwIfAborted();
    this.asked.push(flavor);
    const host = await startHostHolder();
    const environment: Environment = { id: `host${this.asked.length}`, flavor, holder: host.holder, onDeath: () => undefined, onShortage: () => undefined, onUsage: () => undefined, [Symbol.asyncDispose]: () => host[Symbol.asyncDispose]() };
    this.#live.set(environment, host);
    return environment;
  }

  async release(environment: Environment): Promise<void> {
    const host = this.#live.get(environment);
    if (!host) throw new Error(`environment ${environment.id} was released before`);
    this.#live.delete(environment);
    await host[Symbol.asyncDispose]();
  }

  async adopt(): Promise<undefined> {
    return undefined;
  }

  async sweep(): Promise<void> {}
  async drain(): Promise<void> {}
  onChange(): void {}

  async [Symbol.asyncDispose](): Promise<void> {
    for (const environment of [...this.#live.keys()]) await this.release(environment);
  }
}
