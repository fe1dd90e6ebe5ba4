import { CommandError, run } from "../../clusters/command.ts";

/** Version of the Docker daemon that the client reaches, or undefined when none answers; `onRefusal` gets the client's words then. */
export async function dockerServerVersion(options: { signal?: AbortSignal; onRefusal?: (words: string) => void } = {}): Promise<string | undefined> {
  try {
    const version = await run("docker", ["version", "--format", "{{.Server.Version}}"], { timeoutMs: 15_000, ...(options.signal && { signal: options.signal }) });
    return version.trim() || undefined;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    options.onRefusal?.(error.output || error.message);
    return undefined;
  }
}
