import { lookup } from "node:dns/promises";
import { CommandError, run } from "../command.ts";

/** Where images come from: upstream registries, or package registries and a compiler. */
export type ImageSource = "pull" | "build";

/** A source, and why it was chosen, as one sentence for people. */
export interface SourceChoice {
  source: ImageSource;
  reason: string;
}

const registry = "registry-1.docker.io";
/** The smallest image that every registry mirror has. */
const probe = "docker.io/library/hello-world:latest";

/** Reads what was asked for: an option, else TATAMI_IMAGES. Undefined means that nobody asked. Throws on anything else than the two sources. */
export function forcedSource(option: string | undefined = process.env["TATAMI_IMAGES"]): SourceChoice | undefined {
  if (!option || option === "auto") return undefined;
  if (option !== "pull" && option !== "build") throw new Error(`Images can be had by "pull" or "build", not by "${option}" (TATAMI_IMAGES, or the option of that name).`);
  return { source: option, reason: `images: ${option}, as asked for` };
}

/** Finds out whether a container registry answers: where there is none, the look-up of its name fails at once. */
export async function findSource(signal?: AbortSignal): Promise<SourceChoice> {
  if (!(await hasName()) && !(await hasMirror(signal))) return { source: "build", reason: `no container registry here (no address for ${registry}): images are built from package registries` };
  try {
    await run("docker", ["pull", "--quiet", probe], { timeoutMs: 30_000, signal });
    return { source: "pull", reason: "a container registry answers: images are pulled" };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    return { source: "build", reason: `a pull failed (${error.timedOut ? "no answer within 30 s" : error.output.split("\n").at(-1)}): images are built from package registries` };
  }
}

async function hasName(): Promise<boolean> {
  const limit = Promise.withResolvers<false>();
  const timer = setTimeout(() => limit.resolve(false), 3_000);
  try {
    return await Promise.race([lookup(registry).then(() => true), limit.promise]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** True when Docker's daemon asks a company's mirror in the registry's place. */
export async function hasMirror(signal?: AbortSignal): Promise<boolean> {
  const mirrors = await run("docker", ["info", "--format", "{{json .RegistryConfig.Mirrors}}"], { timeoutMs: 20_000, signal });
  return mirrors !== "null" && mirrors !== "[]";
}
