import { CommandError, run } from "../../clusters/command.ts";
import { hasSysResource } from "../venue/capabilities.ts";
import { probePrivileged } from "../venue/privileged-probe.ts";
import { VenueProblem } from "../venue/venue-problem.ts";
import { type DoctorCheck, ok } from "./finding.ts";

/** Oldest Engine that kind 0.33 and our networks were tried with. */
const oldestMajor = 20;

const automatic = "`npm start` does it on Debian and Ubuntu as root or with sudo";

export const dockerClient: DoctorCheck = {
  async look({ signal }) {
    try {
      return ok("Docker client", await run("docker", ["--version"], { timeoutMs: 10_000, signal }));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { name: "Docker client", state: "missing", found: "there is no `docker` on PATH", fix: `Install Docker Engine: ${automatic}, elsewhere see docs.docker.com/engine/install.` };
    }
  },
};

export const dockerDaemon: DoctorCheck = {
  async look({ docker, dockerRefusal }) {
    const name = "Docker daemon";
    if (!docker) {
      const words = dockerRefusal.trim().split("\n").at(-1) ?? "";
      return { name, state: "missing", found: `none answers: ${words}`, fix: `Start Docker: ${automatic}, elsewhere run \`systemctl start docker\`.` };
    }
    if (Number.parseInt(docker, 10) >= oldestMajor) return ok(name, `Engine ${docker} answers`);
    return { name, state: "weak", found: `Engine ${docker} is older than any that was tried`, fix: `Upgrade Docker to ${oldestMajor}.10 or newer.` };
  },
};

export const storageDriver: DoctorCheck = {
  async look({ docker, signal }) {
    if (!docker) return undefined;
    const driver = await run("docker", ["info", "--format", "{{.Driver}}"], { timeoutMs: 15_000, signal });
    if (/^overlay/.test(driver)) return ok("Storage driver", driver);
    return { name: "Storage driver", state: "weak", found: `${driver} copies whole files and makes clusters slow`, fix: "Let Docker use overlay2 (its root on ext4 or xfs with ftype=1)." };
  },
};

export const privilegedContainers: DoctorCheck = {
  async look({ docker, signal }) {
    if (!docker) return undefined;
    const name = "Privileged containers";
    try {
      await probePrivileged(signal);
      const note = (await hasSysResource()) === false ? "start, by the OCI runtime that makes up for this machine's lack of CAP_SYS_RESOURCE" : "start";
      return ok(name, note);
    } catch (error) {
      if (!(error instanceof VenueProblem || error instanceof CommandError)) throw error;
      return { name, state: "missing", found: error.message, fix: error instanceof VenueProblem ? error.remedy : "Look at Docker's log." };
    }
  },
};
