import { randomInt } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { bringUp, BringUpError } from "./bring-up.ts";
import { BringUpTimes } from "./bring-up-times.ts";
import { run } from "./command.ts";
import { dockerList } from "./docker-list.ts";
import type { BringUpProgress, Flavor, ToolboxUser } from "./environment.ts";
import { containersOf, type Materials, type Site, stepsOf } from "./environment-steps.ts";
import { environmentLabel, environmentName, flavorLabel, roleLabel, stateLabel, userLabel } from "./labels.ts";
import { LearnerEnvironment } from "./learner-environment.ts";
import { swapToolbox } from "./root/swap-toolbox.ts";
import { sweepState } from "./sweep.ts";
import { tearDown } from "./teardown.ts";
import { endUnfinished } from "./unfinished-programs.ts";

/** Makes environments of one run's materials, and finds those that an earlier run of the same state folder left. */
export class EnvironmentMaker {
  /** What its environments are made of. */
  readonly materials: Materials;
  readonly #times: BringUpTimes;

  constructor(materials: Materials) {
    this.materials = materials;
    this.#times = new BringUpTimes(join(materials.stateDir, "bring-up-times.json"));
  }

  /** Brings one up, asleep. Throws BringUpError when a step failed (everything is taken down again), or the signal's reason. */
  async make(flavor: Flavor, { user = "learner", signal, onProgress, onStep }: { user?: ToolboxUser; signal: AbortSignal; onProgress?: (progress: BringUpProgress) => void; onStep?: (step: { name: string; seconds: number }) => void }): Promise<LearnerEnvironment> {
    const site = this.#site(newId(), flavor, user);
    const steps = stepsOf(flavor);
    const names = steps.map(({ name }) => name);
    try {
      await mkdir(site.folder, { recursive: true, mode: 0o700 });
      await bringUp(steps, site, {
        signal,
        onStep: ({ name, done, seconds }) => {
          if (seconds === undefined) onProgress?.({ step: name, done, total: names.length, ...this.#times.left(flavor, names.slice(done)) });
          else {
            this.#times.measured(flavor, name, seconds);
            onStep?.({ name, seconds });
          }
        },
      });
      const environment = new LearnerEnvironment(site);
      await environment.pause(signal);
      await this.#times.save();
      return environment;
    } catch (error) {
      throw await this.#takenDown(site, error);
    }
  }

  /** Wakes one that sleeps, with a toolbox whose learner is root in the place of its own, in which nobody has worked. When it fails, the sleeper is left to be taken down. */
  async wakeAsRoot({ id, flavor }: LearnerEnvironment, signal: AbortSignal): Promise<LearnerEnvironment> {
    const site = this.#site(id, flavor, "root");
    await swapToolbox(site, signal);
    return new LearnerEnvironment(site);
  }

  /** An environment that an earlier run handed out; undefined when it is gone, or one of its containers does not run. */
  async adopt(id: string): Promise<LearnerEnvironment | undefined> {
    const toolboxes = await this.#toolboxes();
    const found = toolboxes.get(id);
    if (!found) return undefined;
    const site = this.#site(id, found.flavor, found.user);
    for (const name of containersOf(site)) {
      const status = await run("docker", ["container", "inspect", "--format", "{{.State.Status}}", name], { timeoutMs: 20_000 }).catch(() => "gone");
      // Killed between hand-out and thaw, it still sleeps.
      if (status === "paused") await run("docker", ["unpause", name], { timeoutMs: 60_000 });
      else if (status !== "running") return undefined;
    }
    return new LearnerEnvironment(site);
  }

  /** Takes down everything of this state folder but the environments to keep. */
  async sweep(keep: ReadonlySet<string>): Promise<void> {
    await sweepState(this.materials.stateDir, keep);
  }

  async #toolboxes(): Promise<Map<string, { flavor: Flavor; user: ToolboxUser }>> {
    const found = await dockerList(["ps", "--all", "--filter", `label=${stateLabel}=${this.materials.stateDir}`, "--filter", `label=${roleLabel}=toolbox`, "--format", `{{.Label "${environmentLabel}"}} {{.Label "${flavorLabel}"}} {{.Label "${userLabel}"}}`]);
    return new Map(found.map((line) => line.split(" ")).map(([id = "", flavor, user]) => [id, { flavor: flavor as Flavor, user: user === "root" ? user : "learner" }]));
  }

  #site(id: string, flavor: Flavor, user: ToolboxUser): Site {
    const { stateDir } = this.materials;
    return { materials: this.materials, id, flavor, user, name: environmentName(stateDir, id), folder: join(stateDir, "environments", id) };
  }

  async #takenDown(site: Site, error: unknown): Promise<unknown> {
    try {
      await endUnfinished(site.name);
      await tearDown(site);
      return error;
    } catch (leftovers) {
      return new BringUpError(error instanceof BringUpError ? error.step : "pause", error, leftovers);
    }
  }
}

/** Six letters and digits, none that look alike: it is read aloud when someone asks for help. */
function newId(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  return Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join("");
}
