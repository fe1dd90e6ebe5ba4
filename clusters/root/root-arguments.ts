import { join } from "node:path";
import { extraFolders } from "./root-filesystem.ts";

/** Folders of the root folder that hold all that root can write, and nothing else of the container: each is on the one bounded disk. */
export const rootFolders: readonly string[] = ["etc", "home", "media", "mnt", "opt", "root", "srv", "tmp", "usr", "var", ...extraFolders];

/** What the machine's own root has beside them, of whichever distribution: a folder of a lesson's in the place of one of these would break the toolbox. */
const taken = ["bin", "boot", "dev", "lib", "lib32", "lib64", "libx32", "lost+found", "proc", "run", "sbin", "sys"];

/** Whether a lesson may have a folder of this name directly below /. */
export function canBeRootFolder(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,63}$/.test(name) && !taken.includes(name) && !rootFolders.includes(name);
}

/** What a package manager, chown, useradd and su need, and none that means anything to the machine: no MKNOD, no NET_RAW, nothing of SYS. */
const capabilities = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"];

/** The learner of such a toolbox is root, and finds logs where Killercoda has them; there is no checker's kubeconfig for the root of the same container to read. */
const holder = { learner: { uid: 0, gid: 0, name: "root", home: "/root", kubeconfig: "/root/.kube/config" }, logs: "/var/log/killercoda" };

/** Docker's arguments that make a toolbox one whose learner is root, with all that can be written in the folder `files` of this machine; `more` are folders directly below / beside its own. Throws for one that cannot be there. */
export function rootArguments(files: string, more: readonly string[] = []): string[] {
  const wrong = more.find((name) => !canBeRootFolder(name));
  if (wrong !== undefined) throw new Error(`a toolbox cannot have a folder /${wrong} of a lesson's own`);
  return [
    ...capabilities.flatMap((capability) => ["--cap-add", capability]),
    "--env", `TATAMI_HOLDER=${JSON.stringify(holder)}`,
    ...[...rootFolders, ...more].flatMap((name) => ["--volume", `${join(files, name)}:/${name}`]),
    // Docker's own would lie on the machine's disk, and could not be written.
    "--volume", `${join(files, "etc", "hosts")}:/etc/hosts`,
  ];
}
