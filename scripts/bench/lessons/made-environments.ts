import type { EnvironmentMaker } from "../../../clusters/environment-maker.ts";
import type { Environment, EnvironmentPool } from "../../../clusters/environment.ts";
import type { LearnerEnvironment } from "../../../clusters/learner-environment.ts";
import type { EnvironmentWish } from "../../../lessons/environment-wish.ts";

/** A pool that is as warm as it can be: every environment was made before anyone asks, and sleeps. It makes no more of them. */
export class MadeEnvironments implements Pick<EnvironmentPool, "acquire" | "release">, AsyncDisposable {
  readonly #asleep: LearnerEnvironment[];
  readonly #all: readonly LearnerEnvironment[];

  private constructor(made: readonly LearnerEnvironment[]) {
    this.#all = made;
    this.#asleep = [...made];
  }

  /** Makes so many, one after the other. */
  static async make(maker: EnvironmentMaker, count: number, { flavor, user, signal }: EnvironmentWish & { signal: AbortSignal }): Promise<MadeEnvironments> {
    const made: LearnerEnvironment[] = [];
    try {
      while (made.length < count) made.push(await maker.make(flavor, { user, signal }));
      return new MadeEnvironments(made);
    } catch (error) {
      await Promise.all(made.map((environment) => environment[Symbol.asyncDispose]()));
      throw error;
    }
  }

  async acquire({ signal }: { signal: AbortSignal }): Promise<Environment> {
    const environment = this.#asleep.shift();
    if (!environment) throw new Error("more environments are asked for than were made");
    await environment.unpause(signal);
    return environment;
  }

  /** They go down together, in the end. */
  async release(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#all.map((environment) => environment[Symbol.asyncDispose]()));
  }
}
