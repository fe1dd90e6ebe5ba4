import { randomBytes } from "node:crypto";
import { chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, run } from "../../../clusters/command.ts";
import type { Materials, Site } from "../../../clusters/environment-steps.ts";
import { nodeOf } from "../../../clusters/kind.ts";
import { environmentLabel, environmentName, labelArguments, stateLabel } from "../../../clusters/labels.ts";
import { addressesOf } from "../../support/addresses.ts";
import { canary } from "./canary.ts";
import { makeNaiveCluster } from "./naive-cluster.ts";
import type { Ended } from "./shell-target.ts";

/** An environment as one would make it in an afternoon, from the product's images: root in plain containers on one network of Docker's, an administrator of a plain cluster. Goes with its venue. */
export class NaiveEnvironment {
  readonly cluster: string;
  /** The name of its network's bridge: none that the product's walls know. */
  readonly bridge: string;
  readonly #labels: string[];

  private constructor(name: string, bridge: string, labels: string[]) {
    this.cluster = name;
    this.bridge = bridge;
    this.#labels = labels;
  }

  /** Makes it below the state folder of the materials, with a socket that stands for Docker's. */
  static async start(materials: Materials, { dockerSocket, signal }: { dockerSocket: string; signal: AbortSignal }): Promise<NaiveEnvironment> {
    const { stateDir, toolboxImage } = materials;
    const id = "naive";
    const name = environmentName(stateDir, id);
    const site: Site = { materials, id, flavor: "cluster", user: "learner", name, folder: join(stateDir, "environments", id) };
    const bridge = `open${randomBytes(4).toString("hex")}`;
    const made = new NaiveEnvironment(name, bridge, labelArguments({ [stateLabel]: stateDir, [environmentLabel]: id }));
    await run("docker", ["network", "create", "--opt", `com.docker.network.bridge.name=${bridge}`, ...made.#labels, name], { timeoutMs: 30_000, signal });
    const kubeconfig = await makeNaiveCluster(site, signal);
    const [node = ""] = await addressesOf(nodeOf(name));
    const home = join(site.folder, "open-home");
    await mkdir(join(home, ".kube"), { recursive: true });
    await chown(home, 1000, 1000);
    const given = ["--add-host", `node:${node}`, "--env", `TATAMI_TOKEN=${canary}`, "--volume", `${home}:/home/learner`, "--volume", `${dockerSocket}:/var/run/docker.sock`];
    await made.#start("toolbox", [...given, "--tmpfs", "/run/tatami/socket", toolboxImage], signal);
    await made.#start("neighbour", ["--tmpfs", "/run/tatami/socket", toolboxImage], signal);
    await made.#put("/home/learner/.kube/config", kubeconfig, signal);
    await made.#put("/run/tatami/checker.kubeconfig", kubeconfig, signal);
    return made;
  }

  /** Runs a script as root in one of the containers. */
  async run(container: "toolbox" | "neighbour", script: string): Promise<Ended> {
    const environment = ["--env", "HOME=/home/learner", "--env", "KUBECONFIG=/home/learner/.kube/config", "--workdir", "/home/learner"];
    try {
      return { exitCode: 0, output: await run("docker", ["exec", ...environment, this.container(container), "bash", "-c", `exec 2>&1\n${script}`], { timeoutMs: 120_000 }) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { exitCode: error.exitCode, output: error.output };
    }
  }

  /** Name of one of its containers in Docker. */
  container(role: "toolbox" | "neighbour"): string {
    return `${this.cluster}-${role}`;
  }

  async #start(role: "toolbox" | "neighbour", rest: string[], signal: AbortSignal): Promise<void> {
    await run("docker", ["run", "--detach", "--name", this.container(role), "--network", this.cluster, ...this.#labels, ...rest], { timeoutMs: 60_000, signal });
  }

  async #put(path: string, content: string, signal: AbortSignal): Promise<void> {
    await run("docker", ["exec", "--interactive", this.container("toolbox"), "bash", "-c", `cat > ${path}`], { input: content, timeoutMs: 20_000, signal });
  }
}
