import { dockerServerVersion } from "../venue/docker-version.ts";
import { disk, memory } from "./capacity-checks.ts";
import { dockerClient, dockerDaemon, privilegedContainers, storageDriver } from "./docker-checks.ts";
import type { DoctorCheck, DoctorContext, Finding } from "./finding.ts";
import { imageSource } from "./image-source-check.ts";
import { boundedDisks, capabilities, cgroups, forwarding, inotify } from "./kernel-checks.ts";
import { ports } from "./network-checks.ts";
import { nodeVersion } from "./node-check.ts";

/** Everything that is looked at, in the order in which one would put it right. */
const checks: readonly DoctorCheck[] = [
  nodeVersion, dockerClient, dockerDaemon, storageDriver, privilegedContainers, capabilities, cgroups, inotify, forwarding, boundedDisks, memory, disk, ports, imageSource,
];

/** Looks at the whole machine and changes nothing that stays. */
export async function examine(place: Pick<DoctorContext, "host" | "ports" | "stateFolder">, signal: AbortSignal): Promise<Finding[]> {
  let dockerRefusal = "";
  const docker = await dockerServerVersion({ signal, onRefusal: (words) => (dockerRefusal = words) });
  const context = { ...place, signal, docker, dockerRefusal };
  const findings = await Promise.all(checks.map((check) => check.look(context)));
  return findings.filter((finding) => finding !== undefined);
}
