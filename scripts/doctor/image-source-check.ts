import { CommandError, run } from "../../clusters/command.ts";
import { existsSync } from "node:fs";
import { asRoot } from "../venue/root.ts";
import { type DoctorCheck, ok } from "./finding.ts";

/** Go from this version on builds Kubernetes 1.36. */
const goLeast = { major: 1, minor: 26 };

export const imageSource: DoctorCheck = {
  async look({ signal }) {
    const name = "Image source";
    const [pull, buildLacks] = await Promise.all([canPull(signal), whatBuildLacks(signal)]);
    if (pull && buildLacks.length === 0) return ok(name, "pull from Docker Hub works; build from package registries would, too");
    if (pull) return ok(name, "pull from Docker Hub works");
    if (buildLacks.length === 0) return ok(name, "no container registry here; images are built from package registries");
    return {
      name,
      state: "missing",
      found: "no container registry can be reached, and building lacks " + buildLacks.join(", "),
      fix: `Get ${buildLacks.join(", ")}; or let this machine reach registry-1.docker.io. Images that are here already go on working.`,
    };
  },
};

/** One look at the registry, as Docker's own pull begins: any answer will do, 401 is the usual one. */
async function canPull(signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch("https://registry-1.docker.io/v2/", { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
    return answer.status < 500;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function whatBuildLacks(signal: AbortSignal): Promise<string[]> {
  const lacks: string[] = [];
  if (!existsSync("/usr/bin/apt-get")) lacks.push("Debian or Ubuntu");
  if (!(await isRoot())) lacks.push("root or sudo");
  if (!existsSync("/usr/sbin/debootstrap") && !existsSync("/usr/bin/apt-get")) lacks.push("debootstrap");
  if (!(await hasGo(signal))) lacks.push(`Go ${goLeast.major}.${goLeast.minor} or newer`);
  return lacks;
}

async function isRoot(): Promise<boolean> {
  return await asRoot("true", []).then(
    () => true,
    () => false,
  );
}

async function hasGo(signal: AbortSignal): Promise<boolean> {
  try {
    const [, major, minor] = /go(\d+)\.(\d+)/.exec(await run("go", ["env", "GOVERSION"], { timeoutMs: 20_000, signal })) ?? [];
    return Number(major) > goLeast.major || (Number(major) === goLeast.major && Number(minor) >= goLeast.minor);
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}
