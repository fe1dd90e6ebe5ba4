import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { run } from "../../../clusters/command.ts";
import { ImageProblem } from "../../../clusters/images/builder/image-problem.ts";
import { goFor, isAtLeast } from "../../../clusters/images/toolchain/go-command.ts";
import { filesOfZip, hashOfModule } from "../../../clusters/images/toolchain/module-zip.ts";
import { moduleProxies } from "../../../clusters/images/toolchain/module-proxies.ts";
import { toolchainFor, toolchainVersion } from "../../../clusters/images/toolchain/toolchain.ts";
import { goModules } from "../../../clusters/images/recipes/go-programs.ts";
import { zipFile } from "../../support/zip-file.ts";

const program = resolve("clusters/images/toolchain/fetch-toolchain.ts");
const name = "golang.org/toolchain@v0.0.1-go9.9.9.linux-amd64";
const good = { [`${name}/bin/go`]: "#!/bin/sh\necho go9\n", [`${name}/pkg/tool/linux_amd64/compile`]: "x", [`${name}/src/_go.mod`]: "module std\n", [`${name}/VERSION`]: "go9.9.9" };

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tatami-toolchain-"))));
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe("Go's checksum of a module", () => {
  test("is the one that the checksum database has", async () => {
    // golang.org/toolchain v0.0.1-go1.26.8.linux-amd64/go.mod
    const goMod = { name: "go.mod", content: async () => Buffer.from("module golang.org/toolchain\n") };
    expect(await hashOfModule([goMod])).toBe("h1:8wlg68NqwW7eMnI1aABk/C2pDYXj8mrMY4TyRfiLeS0=");
  });

  test("does not depend on the order in the zip, and does on every byte", async () => {
    const hash = async (files: Record<string, string>) => await hashOfModule(filesOfZip(zipFile(files)));
    expect(await hash(Object.fromEntries(Object.entries(good).reverse()))).toBe(await hash(good));
    expect(await hash({ ...good, [`${name}/VERSION`]: "go9.9.8" })).not.toBe(await hash(good));
  });
});

describe("a toolchain from a module proxy", () => {
  let proxy: Server;
  let served: Buffer;
  beforeEach(async () => {
    served = zipFile(good);
    proxy = createServer((request, response) => (request.url === "/toolchain.zip" ? response.end(served) : response.writeHead(404).end())).listen(0, "127.0.0.1");
    await once(proxy, "listening");
  });
  afterEach(() => proxy.close());

  const fetchIt = async (facts: { path?: string; sum?: string } = {}) => {
    const sum = facts.sum ?? (await hashOfModule(filesOfZip(zipFile(good))));
    return await run(process.execPath, [program, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/${facts.path ?? "toolchain.zip"}`, name, sum, join(folder, "shelf", "go9")], { timeoutMs: 30_000 });
  };

  test("is unpacked as go does it: programs can be run, and the standard library is a module", async () => {
    await fetchIt();
    const go = join(folder, "shelf", "go9");
    expect(await run(join(go, "bin", "go"), [], { timeoutMs: 10_000 })).toBe("go9");
    expect((await stat(join(go, "pkg/tool/linux_amd64/compile"))).mode & 0o111).toBe(0o111);
    expect((await stat(join(go, "VERSION"))).mode & 0o111).toBe(0);
    expect(await readFile(join(go, "src/go.mod"), "utf8")).toBe("module std\n");
    expect(await readdir(join(folder, "shelf"))).toEqual(["go9"]);
  });

  test("of another content is refused, and nothing of it stays", async () => {
    served = zipFile({ ...good, [`${name}/bin/go`]: "#!/bin/sh\necho evil\n" });
    await expect(fetchIt()).rejects.toThrow(/has the checksum h1:\S+, and not h1:\S+: it is not what the Go project released/);
    expect(await readdir(folder)).toEqual([]);
  });

  test("with a file beside its folder is refused", async () => {
    const files = { ...good, [`${name}/../../evil`]: "x" };
    served = zipFile(files);
    await expect(fetchIt({ sum: await hashOfModule(filesOfZip(served)) })).rejects.toThrow("a file outside its folder");
    expect(await readdir(join(folder, "shelf"))).toEqual([]);
  });

  test("of which half came is refused", async () => {
    served = served.subarray(0, served.length / 2);
    await expect(fetchIt()).rejects.toThrow("no zip, or not all of it");
  });

  test("that the proxy does not have is told with its address", async () => {
    await expect(fetchIt({ path: "nothing.zip" })).rejects.toThrow(/http:\S+nothing\.zip answered 404/);
  });
});

describe("which Go builds", () => {
  const module = join(goModules, "containerd");

  test.each([
    ["1.26.8", "1.26.8", true],
    ["1.27", "1.26.8", true],
    ["1.26.10", "1.26.8", true],
    ["1.26.0", "1.26.8", false],
    ["1.26rc1", "1.26", true],
    ["1.19.8", "1.26", false],
    ["2.0", "1.26", true],
  ])("%s for a module that asks for %s: %s", (found, wanted, enough) => {
    expect(isAtLeast(found, wanted)).toBe(enough);
  });

  test("none of our modules asks for a newer one than is fetched", async () => {
    for (const name of await readdir(goModules)) {
      const wanted = /^go (\S+)$/m.exec(await readFile(join(goModules, name, "go.mod"), "utf8"))?.[1] as string;
      expect(isAtLeast(toolchainVersion, wanted), `${name} wants ${wanted}`).toBe(true);
    }
  });

  test("the one on PATH when it is new enough", async () => {
    await putOnPath(`go${toolchainVersion}`);
    expect(await goFor(module, { cacheFolder: folder })).toEqual({ program: "go", env: {} });
  });

  test("an older one is not taken; when no proxy answers, the message says so and what to do", async () => {
    await putOnPath("go1.19.8");
    vi.stubEnv("GOPROXY", "http://127.0.0.1:1,direct");
    const error: unknown = await goFor(module, { cacheFolder: folder }).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ImageProblem);
    expect((error as ImageProblem).message).toMatch(/takes Go 1\.26\.8.*could not be fetched: http:\/\/127\.0\.0\.1:1\/golang\.org\/toolchain\S+ fetch failed/);
    expect((error as ImageProblem).remedy).toMatch(/GOPROXY.*or install Go/);
  });

  test("proxies are those of GOPROXY, in its order", async () => {
    vi.stubEnv("GOPROXY", "https://one.example/|https://two.example/go,direct");
    expect(await moduleProxies()).toEqual(["https://one.example", "https://two.example/go"]);
    vi.stubEnv("GOPROXY", "off");
    expect(await moduleProxies()).toEqual([]);
  });

  test("there is none to fetch for a machine that Go has no checksum of ours for", () => {
    expect(toolchainFor("linux", "riscv64")).toBeUndefined();
    expect(toolchainFor("linux", "arm64")?.path).toBe(`golang.org/toolchain/@v/v0.0.1-go${toolchainVersion}.linux-arm64.zip`);
  });

  /** A `go` that says its version and nothing else. */
  async function putOnPath(version: string): Promise<void> {
    await writeFile(join(folder, "go"), `#!/bin/sh\n[ "$*" = "env GOVERSION" ] && echo ${version}\n`);
    await chmod(join(folder, "go"), 0o755);
    vi.stubEnv("PATH", `${folder}:${process.env["PATH"]}`);
  }
});
