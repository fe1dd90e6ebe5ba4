import { randomBytes } from "node:crypto";
import { CommandError, run } from "../../clusters/command.ts";
import { cacheFolder } from "../../clusters/cache-folder.ts";
import { VenueProblem } from "./venue-problem.ts";

/** Starts a privileged container of an empty image: its program cannot exist, and whether runc gets as far as looking for it is the answer. Throws {@link VenueProblem}. */
export async function probePrivileged(signal?: AbortSignal): Promise<void> {
  const options = { timeoutMs: 60_000, ...(signal && { signal }) };
  // A name of its own: the doctor may be looking while a start is.
  const image = `tatami-probe:${randomBytes(4).toString("hex")}`;
  // What a probe that was killed left behind; younger ones may be at work.
  await run("docker", ["image", "prune", "--all", "--force", "--filter", "label=tatami.probe", "--filter", "until=10m"], options);
  await run("docker", ["import", "--change", "LABEL tatami.probe=1", "-", image], { ...options, input: new Uint8Array(1024) });
  try {
    await run("docker", ["run", "--rm", "--privileged", "--network", "none", image, "/nothing"], options);
  } catch (error) {
    if (!(error instanceof CommandError) || error.canceled || error.timedOut) throw error;
    if (/\/nothing.*no such file|no such file.*\/nothing/s.test(error.output)) return;
    throw refused(error);
  } finally {
    await run("docker", ["image", "rm", "--force", image], { timeoutMs: 60_000 });
  }
}

function refused(error: CommandError): VenueProblem {
  if (!/unable to apply caps/.test(error.output)) {
    return new VenueProblem(`Docker cannot start a privileged container, which every kind node is:\n${error.output}`, "Use a Docker that may (not a rootless or nested one).", error);
  }
  return new VenueProblem(
    "This machine lacks CAP_SYS_RESOURCE and the Docker that runs does not know it, so privileged containers fail.",
    `Stop that Docker and start again: a Docker that this set-up starts itself gets the OCI runtime it needs. Or give yours the one in ${cacheFolder()}/oci-runtime (--add-runtime and --default-runtime).`,
    error,
  );
}
