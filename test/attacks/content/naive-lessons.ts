import { spawn } from "node:child_process";
import { glob, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { Marked } from "marked";

const patienceMs = 6_000;

/** Reads a lesson as one would in an afternoon, in a thread of its own; told is what it made of it, or that it was still at it after a while. */
export function naiveLoad(folder: string): Promise<string> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { folder } });
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`still busy after ${patienceMs / 1_000} s`), patienceMs);
  worker.once("message", resolve).once("error", (error) => resolve(`the server fell over: ${String(error)}`));
  return promise.finally(() => {
    clearTimeout(timer);
    return worker.terminate();
  });
}

/** Runs a check without a bound on its time or its output; told is what came of it, or that it was still running after a while. */
export async function naiveCheck(script: string): Promise<string> {
  const child = spawn("/bin/bash", ["-c", script], { stdio: ["ignore", "pipe", "ignore"], detached: true });
  let bytes = 0;
  child.stdout.on("data", (data: Buffer) => void (bytes += data.length));
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`still running after ${patienceMs / 1_000} s`), patienceMs);
  child.once("close", () => resolve(`kept ${bytes} bytes`));
  const told = await promise;
  clearTimeout(timer);
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  return told;
}

interface NaiveIndex {
  details?: { steps?: { text: string }[]; assets?: Record<string, { file: string; target: string }[]> };
}

async function load(folder: string): Promise<string> {
  const source = await readFile(join(folder, "index.json"), "utf8");
  const index = merged({}, JSON.parse(source)) as NaiveIndex;
  const told = [`${source.length} characters of index.json`, `polluted: ${({} as { polluted?: string }).polluted}`];
  for (const { text } of index.details?.steps ?? []) told.push(new Marked().parse(await readFile(text.startsWith("/") ? text : join(folder, text), "utf8")) as string);
  for (const { file, target } of Object.values(index.details?.assets ?? {}).flat()) {
    const named: string[] = [];
    for await (const name of glob(file, { cwd: join(folder, "assets") })) named.push(name);
    told.push(`${named.length} files go to ${posix.join("/home/learner", target.replace("~", ""))}`);
    if (named.length === 1) told.push(await readFile(join(folder, "assets", named[0]!), "utf8"));
  }
  return told.join("\n");
}

/** As in every second program: what is in the file goes over the defaults. */
function merged(into: Record<string, unknown>, from: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(from)) {
    if (typeof value === "object" && value !== null) into[key] = merged((into[key] as Record<string, unknown>) ?? (Array.isArray(value) ? [] : {}), value as Record<string, unknown>);
    else into[key] = value;
  }
  return into;
}

const work = workerData as { folder: string } | null;
if (parentPort && work?.folder) parentPort.postMessage(await load(work.folder));
