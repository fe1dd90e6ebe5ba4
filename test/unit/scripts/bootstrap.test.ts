import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run } from "../../../clusters/command.ts";

const bootstrap = pathToFileURL(resolve("scripts/bootstrap")).href;
const packages = {
  "": { name: "x" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/for-mac": { version: "1.0.0", integrity: "sha512-m", optional: true },
};

describe("what the bootstrap takes for current", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "tatami-bootstrap-"));
    await writeJson("package-lock.json", { packages });
    await mkdir(join(root, "client"));
    await writeFile(join(root, "client", "main.ts"), "export {};");
  });
  afterEach(async () => await rm(root, { recursive: true }));

  test("no modules: nothing was installed, or an installation was interrupted", async () => {
    expect(await ask("modules", "modulesAreCurrent(root)")).toBe(false);
  });

  test("modules without those of other systems", async () => {
    await install({ ...packages, "node_modules/for-mac": undefined });
    expect(await ask("modules", "modulesAreCurrent(root)")).toBe(true);
  });

  test("a module is missing", async () => {
    await install({});
    expect(await ask("modules", "modulesAreCurrent(root)")).toBe(false);
  });

  test("the lock file moved on after the installation", async () => {
    await install(packages);
    await writeJson("package-lock.json", { packages: { ...packages, "node_modules/a": { version: "1.0.1", integrity: "sha512-b" } } });
    expect(await ask("modules", "modulesAreCurrent(root)")).toBe(false);
  });

  test("the page, until one of its sources changes", async () => {
    expect(await ask("client-build", "clientIsCurrent(root)")).toBe(false);
    await mkdir(join(root, "dist", "client"), { recursive: true });
    expect(await ask("client-build", "(markClient(root), clientIsCurrent(root))")).toBe(true);
    await writeFile(join(root, "client", "style.css"), "");
    expect(await ask("client-build", "clientIsCurrent(root)")).toBe(false);
  });

  test("a lock whose owner died is taken over", async () => {
    const crashed = "withLock(root, async () => process.kill(process.pid, 'SIGKILL'))";
    await expect(ask("lock", crashed)).rejects.toThrow();
    expect(await ask("lock", "await withLock(root, async () => undefined) === undefined")).toBe(true);
  });

  /** Evaluates an expression in another process with a bootstrap module's exports in scope: plain JavaScript, outside the type check. */
  async function ask(module: string, expression: string): Promise<unknown> {
    const names = /\b(modulesAreCurrent|clientIsCurrent|markClient|withLock)\b/g;
    const imported = [...new Set(expression.match(names))].join(", ");
    const script = `import { ${imported} } from "${bootstrap}/${module}.mjs"; const root = ${JSON.stringify(root)}; console.log(JSON.stringify(await (async () => ${expression})()));`;
    return JSON.parse(await run(process.execPath, ["--input-type=module", "-e", script], { timeoutMs: 30_000 }));
  }

  async function install(installed: object): Promise<void> {
    await mkdir(join(root, "node_modules"));
    await writeJson("node_modules/.package-lock.json", { packages: installed });
  }

  async function writeJson(name: string, content: unknown): Promise<void> {
    await writeFile(join(root, name), JSON.stringify(content));
  }
});
