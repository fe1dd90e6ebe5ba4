import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../command.ts";
import { fileArtifact } from "../builder/file-artifact.ts";
import { ImageProblem } from "../builder/image-problem.ts";
import type { Recipe } from "../builder/recipe.ts";

/** A program as its project releases it, for machines without Go: the file itself, or `member` of a .tar.gz. Not tried where this was written. */
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
      const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(600_000)]) });
      if (!answer.ok) throw new ImageProblem(`${url} answered ${answer.status} ${answer.statusText}.`, `Install Go 1.26 or newer, with which ${name} is built instead, or look whether this machine may reach that address.`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const program = join(folder, name);
      if (member === undefined) await writeFile(program, bytes);
      else await run("tar", ["-xzf", "-", "-C", folder, `--strip-components=${member.split("/").length - 1}`, member], { input: bytes, signal, timeoutMs: 60_000 });
      await chmod(program, 0o755);
    },
  });
}
