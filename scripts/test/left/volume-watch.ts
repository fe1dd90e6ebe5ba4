import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { run } from "../../../clusters/command.ts";
import { dockerList } from "../../../clusters/docker-list.ts";
import { stateLabel } from "../../../clusters/labels.ts";
import type { Leftover } from "./leftover.ts";
import { isOfRun, type RunMarks } from "./run-marks.ts";

/** One line of `docker events`, as far as it is read here. */
interface DockerEvent {
  Type: string;
  Actor: { ID: string; Attributes: Record<string, string> };
}

/** Which volumes containers of a run had. A volume has neither label nor name of its maker, and says nothing about it once its container is gone: so it is followed meanwhile. */
export class VolumeWatch implements AsyncDisposable {
  readonly #follower: ChildProcess;
  readonly #containers = new Set<string>();
  readonly #mounted: { volume: string; container: string }[] = [];

  /** Docker has to answer. */
  constructor(marks: RunMarks) {
    const filters = ["type=container", "event=create", "type=volume", "event=mount"].flatMap((filter) => ["--filter", filter]);
    this.#follower = spawn("docker", ["events", ...filters, "--format", "{{json .}}"], { stdio: ["ignore", "pipe", "ignore"] });
    this.#follower.on("error", () => undefined);
    createInterface(this.#follower.stdout!).on("line", (line) => {
      const { Type, Actor } = JSON.parse(line) as DockerEvent;
      if (Type === "volume") this.#mounted.push({ volume: Actor.ID, container: Actor.Attributes["container"] ?? "" });
      else if (isOfRun(marks, { name: Actor.Attributes["name"] ?? "", state: Actor.Attributes[stateLabel] ?? "" })) this.#containers.add(Actor.ID);
    });
  }

  /** The run's volumes that are still there. */
  async left(): Promise<Leftover[]> {
    const ours = new Set(this.#mounted.filter(({ container }) => this.#containers.has(container)).map(({ volume }) => volume));
    const there = (await dockerList(["volume", "ls", "--quiet"])).filter((volume) => ours.has(volume));
    return there.map((volume) => ({ name: `volume ${volume}`, takeDown: () => run("docker", ["volume", "rm", "--force", volume], { timeoutMs: 60_000 }) }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#follower.exitCode !== null || this.#follower.signalCode !== null) return;
    this.#follower.kill("SIGKILL");
    await once(this.#follower, "exit");
  }
}
