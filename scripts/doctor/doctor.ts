import { dockerServerVersion } from "../venue/docker-version.ts";
import { disk, memory } from "./capacity-checks.ts";
import { companyProxy } from "./company-proxy.ts";
import { dockerClient, dockerDaemon, privilegedContainers, storageDriver } from "./docker-checks.ts";
import type { DoctorCheck, DoctorContext, Finding } from "./finding.ts";
import { go } from "./go-check.ts";
import { imageNeed } from "./image-need.ts";
import { imageSource } from "./image-source-check.ts";
import { boundedDisks, capabilities, cgroups, forwarding, inotify } from "./kernel-checks.ts";
import { ports } from "./network-checks.ts";
import { nodeVersion } from "./node-check.ts";
import { packetFilter } from "./packet-filter-check.ts";
import { packageRegistries } from "./registry-check.ts";
import { root } from "./root-check.ts";

/** Everything that is looked at, in the order in which one would put it right. */
const checks: readonly DoctorCheck[] = [
  nodeVersion, root, dockerClient, dockerDaemon, storageDriver, privilegedContainers, capabilities, cgroups, inotify, forwarding, packetFilter, boundedDisks, memory, disk, ports, imageSource, packageRegistries, go,
];

/** Looks at the whole machine and changes nothing that stays. */
export async function examine(place: Pick<DoctorContext, "host" | "ports" | "stateFolder">, signal: AbortSignal): Promise<Finding[]> {
  let dockerRefusal = "";
  const docker = await dockerServerVersion({ signal, onRefusal: (words) => (dockerRefusal = words) });
  using _proxy = companyProxy();
  const context = { ...place, signal, docker, dockerRefusal, images: await imageNeed(docker, signal) };
  const findings = await Promise.all(checks.map((check) => check.look(context)));
  return findings.filter((finding) => finding !== undefined);
}
