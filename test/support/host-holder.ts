import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectHolder } from "../../clusters/holder/connect-holder.ts";
import type { Holder } from "../../clusters/holder/holder.ts";

/** A holder on this host: the same program as in a toolbox, real bash behind it, everybody being this process's user. */
export interface HostHolder extends AsyncDisposable {
  readonly holder: Holder;
  /** The learner's home. */
  readonly home: string;
}

const program = new URL("../../clusters/holder/main.ts", import.meta.url).pathname;

/** Starts a holder in a folder of its own; `environment` is added to the learner's scripts. */
export async function startHostHolder(environment: Record<string, string> = {}): Promise<HostHolder> {
  const folder = await mkdtemp(join(tmpdir(), "tatami-test-"));
  const home = join(folder, "home");
  await mkdir(home);
  const socket = join(folder, "holder.sock");
  const user = (name: string) => ({ uid: undefined, gid: undefined, name, home, kubeconfig: join(folder, `${name}.kubeconfig`) });
  // A shell that is hung up writes its history as it ends, into a home that is being removed: in a toolbox both go together.
  const config = { socket, node: "127.0.0.1", learner: user("learner"), checker: user("checker"), logs: join(folder, "logs"), environment: { HISTFILE: "/dev/null", ...environment } };
  const child = spawn(process.execPath, [program], { env: { ...process.env, TATAMI_HOLDER: JSON.stringify(config) }, stdio: ["ignore", "pipe", "inherit"] });
  await Promise.race([once(child.stdout!, "data"), once(child, "exit").then(() => Promise.reject(new Error("the holder did not start")))]);
  const holder = connectHolder(socket);
  return {
    holder,
    home,
    async [Symbol.asyncDispose]() {
      await holder[Symbol.asyncDispose]();
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
}
