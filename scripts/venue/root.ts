import { run, type RunOptions } from "../../clusters/command.ts";
import { VenueProblem } from "./venue-problem.ts";

/** Runs a program as root: directly, or by sudo where it asks for no password. Throws {@link VenueProblem} where neither is possible. */
export async function runAsRoot(file: string, args: readonly string[], options: RunOptions): Promise<string> {
  return await run(...(await asRoot(file, args)), options);
}

/** The command line that runs a program as root on this machine, for programs that are not run to their end. */
export async function asRoot(file: string, args: readonly string[]): Promise<[string, string[]]> {
  if (process.getuid?.() === 0) return [file, [...args]];
  try {
    await run("sudo", ["-n", "true"], { timeoutMs: 10_000 });
  } catch (cause) {
    const command = [file, ...args].join(" ");
    throw new VenueProblem(`Setting up this machine needs root for: ${command}`, `Run \`sudo -v\` first and start again, or run \`sudo ${command}\` yourself.`, cause);
  }
  return ["sudo", ["-n", "--", file, ...args]];
}
