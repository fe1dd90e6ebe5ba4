import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { hasSysResource } from "../venue/capabilities.ts";
import { probeBoundedDisk } from "../venue/bounded-disk-probe.ts";
import { lowInotifyLimits, raiseCommand } from "../venue/inotify.ts";
import { type DoctorCheck, ok } from "./finding.ts";

const controllers = ["cpu", "memory", "pids"];

export const capabilities: DoctorCheck = {
  async look() {
    const has = await hasSysResource();
    if (has === undefined) return undefined;
    if (has) return ok("Capabilities", "complete");
    return {
      name: "Capabilities",
      state: "weak",
      found: "CAP_SYS_RESOURCE is taken away from this machine; a Docker started by Tatami makes up for it",
      fix: "Nothing to do if privileged containers start (above); else run on a host with the full set.",
    };
  },
};

export const cgroups: DoctorCheck = {
  async look() {
    if (process.platform !== "linux") return undefined;
    const unified = await readFile("/sys/fs/cgroup/cgroup.controllers", "utf8").catch(() => undefined);
    const name = "cgroups";
    const has = unified === undefined ? (name: string) => existsSync(`/sys/fs/cgroup/${name}`) : (name: string) => unified.trim().split(" ").includes(name);
    // v2 has no freezer controller: every group can be frozen there.
    const lacking = [...controllers, ...(unified === undefined ? ["freezer"] : [])].filter((name) => !has(name));
    const version = unified === undefined ? "v1" : "v2";
    if (lacking.length > 0) {
      return { name, state: "missing", found: `${version} without ${lacking.join(", ")}`, fix: `Start the kernel with these controllers on (e.g. cgroup_enable=${lacking[0]}).` };
    }
    if (version === "v2") return ok(name, "v2 with cpu, memory and pids");
    return {
      name,
      state: "weak",
      found: "v1: Kubernetes has deprecated it and runs on it only because Tatami tells it to",
      fix: "Boot with systemd.unified_cgroup_hierarchy=1 when you can; nothing has to be done today.",
    };
  },
};

export const inotify: DoctorCheck = {
  async look() {
    if (process.platform !== "linux") return undefined;
    const low = await lowInotifyLimits();
    if (low.length === 0) return ok("inotify limits", "high enough for a full room");
    return {
      name: "inotify limits",
      state: "weak",
      found: `${low.map(({ name, current }) => `${name} is ${current}`).join(", ")}: about the fourth cluster fails to start`,
      fix: `Run \`sudo ${raiseCommand(low).join(" ")}\`, which \`npm start\` does where it may.`,
    };
  },
};

export const boundedDisks: DoctorCheck = {
  async look({ signal }) {
    if (process.platform !== "linux") return undefined;
    const name = "Bounded disks";
    return await probeBoundedDisk(signal).then(
      () => ok(name, "a disk of its own for each learner can be mounted"),
      (error: Error) => ({
        name,
        // Home and cluster disk are such mounts: without them the second step of every bring-up fails.
        state: "missing" as const,
        found: `no loop mount here (${error.message.trim().split("\n").at(-1)?.trim()}), and every environment needs one`,
        fix: "Run as root or with sudo, with e2fsprogs installed and the kernel's loop module loaded (`modprobe loop`); in a container, with --privileged.",
      }),
    );
  },
};

export const forwarding: DoctorCheck = {
  async look() {
    const value = await readFile("/proc/sys/net/ipv4/ip_forward", "utf8").catch(() => undefined);
    if (value === undefined || value.trim() === "1") return value === undefined ? undefined : ok("IPv4 forwarding", "on");
    return { name: "IPv4 forwarding", state: "missing", found: "off, so containers reach nothing", fix: "Run `sudo sysctl -w net.ipv4.ip_forward=1`; Docker does it by itself when it starts." };
  },
};
