import { createHash } from "node:crypto";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import { ImageProblem } from "../builder/image-problem.ts";
import type { Recipe } from "../builder/recipe.ts";

/** Bytes; kind and helm have some ten million. */
const mostBytes = 300 * 1024 * 1024;

/**
 * A program as its project releases it, for machines without Go: the file itself, or `member` of a .tar.gz. Its SHA-256 has to be the one that the project has
 * published beside it (`URL.sha256sum`). Not tried against the projects' own servers where this was written.
 */
export function releaseProgram(cacheFolder: string, facts: { name: string; url: string; member?: string }): Recipe {
  const { name, url, member } = facts;
  return fileArtifact({
    cacheFolder,
    name,
    inputs: [],
    literals: [url, member ?? ""],
    needs: [],
    lane: "network",
    expectedSeconds: 10,
    megabytes: 100,
    async fill(folder, { signal }) {
      const remedy = `Install Go 1.26 or newer, with which ${name} is built instead, or look whether this machine may reach that address.`;
      const published = /^([0-9a-f]{64})(?:\s|$)/i.exec(new TextDecoder().decode(await download(`${url}.sha256sum`, { remedy, signal })))?.[1]?.toLowerCase();
      if (published === undefined) throw new ImageProblem(`${url}.sha256sum is no SHA-256 sum: something else answered in its place.`, remedy);
      const bytes = await download(url, { remedy, signal });
      const sum = createHash("sha256").update(bytes).digest("hex");
      if (sum !== published) throw new ImageProblem(`${url} is not what its project has published: its SHA-256 is ${sum}, and should be ${published}.`, `Start again, in case it was cut off on its way. If it stays like this, do not use it. ${remedy}`);
      const program = join(folder, name);
      if (member === undefined) await writeFile(program, bytes);
      else await run("tar", ["-xzf", "-", "-C", folder, `--strip-components=${member.split("/").length - 1}`, member], { input: bytes, signal, timeoutMs: 60_000 });
      await chmod(program, 0o755);
    },
  });
}

async function download(url: string, { remedy, signal }: { remedy: string; signal: AbortSignal }): Promise<Uint8Array> {
  const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(600_000)]) });
  if (!answer.ok || !answer.body) throw new ImageProblem(`${url} answered ${answer.status} ${answer.statusText}.`, remedy);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body) {
    bytes += part.length;
    if (bytes > mostBytes) throw new ImageProblem(`${url} has more than ${mostBytes / 1024 / 1024} MiB: no release has.`, remedy);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
