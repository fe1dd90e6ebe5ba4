import { run } from "./command.ts";
import { environmentLabel, flavorLabel, labelArguments, roleLabel, stateLabel, userLabel } from "./labels.ts";
import type { Flavor, ToolboxUser } from "./environment.ts";
import { rootArguments } from "./root/root-arguments.ts";

/** What a toolbox container is made from. */
export interface ToolboxOptions {
  name: string;
  image: string;
  stateDir: string;
  environment: string;
  flavor: Flavor;
  network: string;
  /** IPv4 address of a DNS server for names of the internet; undefined: there are none. */
  dns?: string;
  user: ToolboxUser;
  /** Host folder for the learner's home; the whole root filesystem, if the learner is root. */
  files: string;
  /** Host folder for the holder's socket; closed to everyone but root. */
  socketFolder: string;
  signal: AbortSignal;
}

/** What one toolbox may use: shells, editors, ab and a few JVM-less clients fit; a runaway program hurts only its learner. */
export const toolboxSize = { memoryMegabytes: 512, cpus: 1, processes: 512 };

const memory = `${toolboxSize.memoryMegabytes}m`;
const limits = ["--memory", memory, "--memory-swap", memory, "--cpus", String(toolboxSize.cpus), "--pids-limit", String(toolboxSize.processes)];

/** Docker's DNS answers for the toolbox's own networks, and passes all other questions on: here to the toolbox itself, where nothing listens. Docker says nothing then, so one second has to do for an answer. By default it would ask the resolver of this machine, which is a way out, and give away the machine's own domain. */
const noDnsBeyondDocker = ["--dns", "127.0.0.1", "--dns-search", ".", "--dns-option", "timeout:1", "--dns-option", "attempts:1"];

/** Scenarios from elsewhere know their machine by such a name. */
const hostNames = { learner: { shell: "tatami", cluster: "tatami" }, root: { shell: "host01", cluster: "controlplane" } } as const;

/** Starts the toolbox: a read-only root, no capability that a learner could use (but see {@link rootArguments}), no way to gain any, no Docker socket, nothing of the server's environment. */
export async function startToolbox(options: ToolboxOptions): Promise<void> {
  const { name, image, stateDir, environment, flavor, network, dns, user, files, socketFolder, signal } = options;
  const args = [
    "run", "--detach", "--name", name, "--hostname", hostNames[user][flavor],
    ...labelArguments({ [stateLabel]: stateDir, [environmentLabel]: environment, [flavorLabel]: flavor, [roleLabel]: "toolbox", ...(user === "root" && { [userLabel]: user }) }),
    "--network", network, ...(dns === undefined ? noDnsBeyondDocker : ["--dns", dns, "--dns-search", "."]), "--read-only", "--security-opt", "no-new-privileges",
    "--cap-drop", "ALL", ...(user === "root" ? rootArguments(files) : learnerArguments(files)),
    ...limits,
    // By name: some systems' Docker logs into the journal, which knows no such bound.
    "--log-driver", "json-file", "--log-opt", "max-size=1m",
    "--tmpfs", "/run:rw,nosuid,nodev,size=8m,mode=755",
    "--volume", `${socketFolder}:/run/tatami/socket`,
    image,
  ];
  signal.throwIfAborted();
  // Not ended by the signal: Docker would finish it all the same, and the teardown would not see it.
  await run("docker", args, { timeoutMs: 60_000 });
}

/** The holder is root, to start programs as the learner and as the checker, and to end them; nothing else of root is left to it. */
function learnerArguments(home: string): string[] {
  return [
    ...["SETUID", "SETGID", "KILL", "CHOWN"].flatMap((capability) => ["--cap-add", capability]),
    "--tmpfs", "/tmp:rw,nosuid,nodev,size=128m,mode=1777",
    "--volume", `${home}:/home/learner`,
  ];
}

/** Writes a file into the toolbox, for the given owner alone. In the learner's home only the learner can write: the root of the toolbox has no power over others' files. */
export async function putIntoToolbox(name: string, file: { path: string; content: string; owner: number; mode: string }, signal: AbortSignal): Promise<void> {
  const script = 'umask 077; cat > "$1"; chmod "$2" "$1"; chown "$3:$3" "$1"';
  await run("docker", ["exec", "--interactive", "--user", file.path.startsWith("/home/") ? String(file.owner) : "0", name, "bash", "-c", script, "put", file.path, file.mode, String(file.owner)], { timeoutMs: 30_000, signal, input: file.content });
}
