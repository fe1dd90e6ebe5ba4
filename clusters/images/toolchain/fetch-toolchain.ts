import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { filesOfZip, hashOfModule, type ModuleFile } from "./module-zip.ts";

// `node fetch-toolchain.ts URL NAME SUM FOLDER`: fetches a Go toolchain as a module's zip, looks whether it is the one with that checksum, and unpacks it.
// A program of its own, so that a server which waits for it needs neither the memory nor the time, and HTTPS_PROXY counts (NODE_USE_ENV_PROXY).
const [url, name, sum, folder] = process.argv.slice(2) as [string, string, string, string];
/** Nobody writes into one for longer. */
const abandonedMs = 3_600_000;

try {
  const files = filesOfZip(await download());
  const found = await hashOfModule(files);
  if (found !== sum) throw new Error(`${url} has the checksum ${found}, and not ${sum}: it is not what the Go project released`);
  console.log(`unpacking ${basename(url)}`);
  await removeAbandoned();
  const unfinished = await mkdtemp(`${folder}.unfinished-`);
  try {
    await unpack(files, unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have been quicker.
    if (!["EEXIST", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
} catch (error) {
  const { message, cause } = error as Error;
  console.error(cause instanceof Error ? `${url}: ${message} (${cause.message})` : message);
  process.exitCode = 1;
}

async function download(): Promise<Buffer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(1_200_000) });
  if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status} ${answer.statusText}`);
  const total = Number(answer.headers.get("content-length"));
  const parts: Uint8Array[] = [];
  let [bytes, told] = [0, 0];
  for await (const part of answer.body) {
    parts.push(part);
    bytes += part.length;
    const tenths = total > 0 ? Math.floor((bytes / total) * 10) : 0;
    if (tenths > told) console.log(`fetching ${basename(url)}: ${tenths * 10} % of ${Math.ceil(total / 2 ** 20)} MiB`);
    told = tenths;
  }
  return Buffer.concat(parts);
}

/** As `go` does it with a toolchain that it has fetched: a module's zip knows no programs, and has no second go.mod. */
async function unpack(files: readonly ModuleFile[], target: string): Promise<void> {
  for (const file of files) {
    const path = file.name.slice(name.length + 1);
    if (!file.name.startsWith(`${name}/`) || path.split("/").includes("..")) throw new Error(`${url} has a file outside its folder: ${file.name}`);
    await mkdir(join(target, dirname(path)), { recursive: true });
    await writeFile(join(target, path), await file.content());
    if (/^(?:bin|pkg\/tool)\//.test(path)) await chmod(join(target, path), 0o755);
    if (path === "src/_go.mod" || path === "src/cmd/_go.mod") await copyFile(join(target, path), join(target, dirname(path), "go.mod"));
  }
  await chmod(target, 0o755);
}

async function removeAbandoned(): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  for (const left of (await readdir(dirname(folder))).filter((entry) => entry.startsWith(`${basename(folder)}.unfinished-`))) {
    const path = join(dirname(folder), left);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > abandonedMs) await rm(path, { recursive: true, force: true });
  }
}
