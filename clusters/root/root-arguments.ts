/** What a package manager, chown, useradd and su need, and none that means anything to the machine: no MKNOD, no NET_RAW, nothing of SYS. */
const capabilities = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"];

/** The learner of such a toolbox is root, and finds logs where Killercoda has them; there is no checker's kubeconfig for the root of the same container to read. */
const holder = { learner: { uid: 0, gid: 0, name: "root", home: "/root", kubeconfig: "/root/.kube/config" }, logs: "/var/log/killercoda" };

/** Where a container has the files of this machine until {@link import("./enter-root.ts").enterRoot} makes them its root: a folder that every image has. */
export const rootBefore = "/mnt";

/** Docker's arguments that make a toolbox one whose learner is root, with all that can be written in the folder `files` of this machine: a whole root filesystem. */
export function rootArguments(files: string): string[] {
  return [...capabilities.flatMap((capability) => ["--cap-add", capability]), "--env", `TATAMI_HOLDER=${JSON.stringify(holder)}`, "--volume", `${files}:${rootBefore}`];
}
