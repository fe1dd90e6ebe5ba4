import { run } from "../command.ts";
import { rootBefore } from "./root-arguments.ts";

/** What Docker mounted for the container goes along; its own files, which cannot be written, go from under it, with what Docker put over them. */
const script = `
  cd "$1"
  cp /etc/resolv.conf /etc/hostname etc/
  mkdir .before
  for part in dev proc run sys; do mount --no-mtab --move "/$part" "$part"; done
  pivot_root . .before
  umount --no-mtab --lazy /.before
  rmdir /.before
`;

/**
 * Makes what lies in {@link rootBefore} of a running toolbox the root of all its processes, so that a learner who is root can write everywhere, / itself included, and all of it is on their bounded disk. Docker
 * cannot begin a container with such a root. It is done from this machine, which has the right to mount: the container and whoever is in it never have it. The holder has to listen already, and nobody may be in it yet.
 */
export async function enterRoot(container: string, signal: AbortSignal): Promise<void> {
  const pid = await run("docker", ["container", "inspect", "--format", "{{.State.Pid}}", container], { timeoutMs: 20_000, signal });
  // Not ended by the signal: half a root is none. Among the processes of the container, as umount looks for itself in their /proc.
  await run("nsenter", ["--target", pid, "--mount", "--pid", "--", "bash", "--norc", "-e", "-s", rootBefore], { timeoutMs: 20_000, input: script });
}
