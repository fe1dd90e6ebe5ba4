import { run } from "./command.ts";

/** What a listing of Docker's (`ps`, `network ls` with filters and format) prints, line by line, without empty ones. Throws CommandError after 30 s. */
export async function dockerList(args: readonly string[]): Promise<string[]> {
  return (await run("docker", args, { timeoutMs: 30_000 })).split("\n").filter(Boolean);
}
