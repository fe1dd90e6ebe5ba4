import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildRecipes } from "../../../clusters/images/builder/build-recipes.ts";
import { ImageProblem } from "../../../clusters/images/builder/image-problem.ts";
import { releaseProgram } from "../../../clusters/images/recipes/release-program.ts";
import { noHost } from "../../fixtures/images/no-host.ts";
import { run } from "../../../clusters/command.ts";

const program = "#!/bin/sh\necho a program\n";
let cacheFolder: string;
let server: Server;
let files: Record<string, string | Uint8Array>;

beforeEach(async () => {
  cacheFolder = mkdtempSync(join(tmpdir(), "tatami-release-"));
  files = {};
  server = createServer((request, response) => {
    const content = files[request.url ?? ""];
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(cacheFolder, { recursive: true });
});

const sumOf = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
const fetched = async (path: string, member?: string): Promise<string> => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const recipe = releaseProgram(cacheFolder, { name: "kind", url, ...(member && { member }) });
  const places = await buildRecipes([recipe], { cacheFolder, diskFolders: [cacheFolder], host: noHost });
  return join(places.get(recipe) as string, "kind");
};
const refusal = async (path: string): Promise<string> => {
  const error = await fetched(path).then(() => undefined, (problem: unknown) => problem);
  expect(error).toBeInstanceOf(ImageProblem);
  // Nothing that was refused is left to be run later.
  const artifacts = readdirSync(join(cacheFolder, "artifacts"));
  expect(artifacts).toEqual([]);
  return (error as ImageProblem).message;
};

test("a program with the published sum is taken, and can be run", async () => {
  files = { "/kind": program, "/kind.sha256sum": `${sumOf(program)}  kind-linux-amd64\n` };
  const place = await fetched("/kind");
  expect(readFileSync(place, "utf8")).toBe(program);
  expect(statSync(place).mode & 0o777).toBe(0o755);
});

test("of an archive the sum is the archive's, and the program is its member", async () => {
  await run("mkdir", ["-p", join(cacheFolder, "x/linux-amd64")], { timeoutMs: 5_000 });
  await run("sh", ["-c", `printf '%s' "$1" > "$2"`, "sh", program, join(cacheFolder, "x/linux-amd64/kind")], { timeoutMs: 5_000 });
  await run("tar", ["-cf", join(cacheFolder, "x.tar"), "-C", join(cacheFolder, "x"), "linux-amd64/kind"], { timeoutMs: 5_000 });
  const archive = gzipSync(readFileSync(join(cacheFolder, "x.tar")));
  files = { "/kind.tar.gz": archive, "/kind.tar.gz.sha256sum": `${sumOf(archive)}  kind.tar.gz\n` };
  expect(readFileSync(await fetched("/kind.tar.gz", "linux-amd64/kind"), "utf8")).toBe(program);
});

test("another program, no sum, and a page in its place are refused", async () => {
  files = { "/kind": `${program}# changed on its way\n`, "/kind.sha256sum": `${sumOf(program)}  kind\n`, "/bare": program, "/page": program, "/page.sha256sum": "<html>Sign in</html>" };
  expect(await refusal("/kind")).toMatch(/\/kind is not what its project has published: its SHA-256 is [0-9a-f]{64}, and should be [0-9a-f]{64}\.$/);
  expect(await refusal("/bare")).toContain("/bare.sha256sum answered 404 Not Found");
  expect(await refusal("/page")).toContain("/page.sha256sum is no SHA-256 sum");
});
