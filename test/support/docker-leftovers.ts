import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../clusters/command.ts";
import { statePrefix } from "../../clusters/labels.ts";

/** All that environments of a state folder have on this machine, one line each: containers, networks, bridges, mounts, loop devices, folders, programs. */
export async function presenceOf(stateDir: string): Promise<string[]> {
  const prefix = statePrefix(stateDir);
  const folders = join(stateDir, "environments");
  const ids = existsSync(folders) ? await readdir(folders) : [];
  const found = {
    container: (await lines("docker", ["ps", "--all", "--format", "{{.Names}}"])).filter((name) => name.startsWith(prefix)),
    network: (await lines("docker", ["network", "ls", "--format", "{{.Name}}"])).filter((name) => name.startsWith(prefix)),
    mount: (await readFile("/proc/mounts", "utf8")).split("\n").filter((line) => line.includes(stateDir)),
    loop: (await lines("losetup", ["--list", "--noheadings", "--output", "NAME,BACK-FILE"])).filter((line) => line.includes(stateDir)),
    folder: ids,
    program: (await lines("ps", ["-eo", "args"])).filter((line) => line.includes(prefix) && !line.startsWith("containerd-shim")),
  };
  return Object.entries(found).flatMap(([kind, names]) => names.map((name) => `${kind} ${name}`));
}

async function lines(file: string, args: string[]): Promise<string[]> {
  return (await run(file, args, { timeoutMs: 30_000 })).split("\n").filter(Boolean);
}
