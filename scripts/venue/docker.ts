import { programPath } from "../../clusters/program-path.ts";
import { installPackages } from "./apt-packages.ts";
import { startDockerDaemon } from "./docker-daemon.ts";
import { dockerServerVersion } from "./docker-version.ts";
import { VenueProblem } from "./venue-problem.ts";

/** Sees to a Docker that answers: the one that runs is used as it is; where there is none it is installed and started. Gives the daemon's version. */
export async function prepareDocker(options: { signal?: AbortSignal; onDetail?: (detail: string) => void }): Promise<string> {
  let refusal = "";
  const running = await dockerServerVersion({ ...options, onRefusal: (words) => (refusal = words) });
  if (running) return running;
  if (process.env.DOCKER_HOST) {
    throw new VenueProblem(`The Docker at DOCKER_HOST=${process.env.DOCKER_HOST} does not answer.`, "Start it, or unset DOCKER_HOST to use this machine's own.");
  }
  if (/permission denied/i.test(refusal)) {
    throw new VenueProblem("This user may not use Docker.", "Run `sudo usermod -aG docker $USER`, log in anew and start again.");
  }
  if (process.platform !== "linux") {
    throw new VenueProblem(`Tatami needs Linux, and this is ${process.platform}.`, "Use a Linux machine, or a virtual machine with Linux, on which you are root.");
  }
  if (!["dockerd", "iptables", "docker"].every(programPath)) {
    options.onDetail?.("installing Docker (docker.io, iptables, iproute2)");
    await installPackages(["docker.io", "iptables", "iproute2", "e2fsprogs"], options);
  }
  await startDockerDaemon(options);
  const version = await dockerServerVersion(options);
  if (!version) throw new VenueProblem("Docker was started and stopped again.", "Look at its log (`journalctl -u docker`) and start again.");
  return version;
}
