import { readFile } from "node:fs/promises";

/** The capability that some virtual machines and CI runners take away; `--privileged` needs it and everything else. */
const sysResource = 24n;

/** True when a process of this machine can have CAP_SYS_RESOURCE; `pid` names another process than this one. Undefined where /proc does not say. */
export async function hasSysResource(pid: number | "self" = "self"): Promise<boolean | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return bounding === undefined ? undefined : (BigInt(`0x${bounding}`) >> sysResource) % 2n === 1n;
}
