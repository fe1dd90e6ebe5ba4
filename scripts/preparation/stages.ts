import { raiseHostWall } from "../../clusters/host-wall.ts";
import { programPath } from "../../clusters/program-path.ts";
import { installPackages } from "../venue/apt-packages.ts";
import { hasSysResource } from "../venue/capabilities.ts";
import { prepareDocker } from "../venue/docker.ts";
import { lowInotifyLimits, raiseInotifyLimits } from "../venue/inotify.ts";
import type { PreparationStage } from "./preparation.ts";
import { probePrivileged } from "../venue/privileged-probe.ts";

/** A Docker that answers. */
export const dockerStage: PreparationStage = {
  id: "docker",
  expectedSeconds: 40,
  async run(report, signal) {
    await prepareDocker({ signal, onDetail: (detail) => report({ detail }) });
  },
};

/** Packages with what every bring-up runs; they come along with a Docker that we install, and not with every other one. */
const hostPackages = [
  { name: "iptables", program: "iptables" },
  { name: "e2fsprogs", program: "mkfs.ext4" },
];

/** What kind's nodes need of the host; `say` gets one line for everything that was changed or will be missed. */
export function hostStage(say: (line: string) => void): PreparationStage {
  return {
    id: "host",
    expectedSeconds: 5,
    async run(report, signal) {
      const absent = hostPackages.filter(({ program }) => programPath(program) === undefined).map(({ name }) => name);
      if (absent.length > 0) {
        report({ detail: `installing ${absent.join(", ")}` });
        await installPackages(absent, { signal });
      }
      report({ detail: "privileged containers" });
      await probePrivileged(signal);
      if ((await hasSysResource()) === false) say("This machine lacks CAP_SYS_RESOURCE; Docker runs containers through Tatami's OCI runtime, which makes up for it.");
      report({ progress: 0.7, detail: "inotify limits" });
      await raiseInotify(say, signal);
      report({ progress: 0.9, detail: "packet filter" });
      if (await raiseHostWall(signal)) say("Added to iptables (INPUT, DOCKER-USER and raw PREROUTING, for interfaces tatami+ only): nothing in an environment reaches this machine or leaves it. `npx tatami stop` takes the rules away with the last environment.");
    },
  };
}

async function raiseInotify(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const low = await lowInotifyLimits();
  if (low.length === 0) return;
  try {
    await raiseInotifyLimits(low, signal);
    say(`Raised until the next boot: ${low.map(({ name, current, wanted }) => `${name} from ${current} to ${wanted}`).join(", ")}.`);
  } catch (error) {
    signal.throwIfAborted();
    // A small room works without: said, and left to the operator.
    say(`Could not raise the inotify limits, so about the fourth cluster may fail (see \`npx tatami doctor\`): ${(error as Error).message.split("\n")[0]}`);
  }
}
