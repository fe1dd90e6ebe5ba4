import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ImageProblem } from "../../../clusters/images/builder/image-problem.ts";
import { bundleLiterals, writeBundle } from "../../../clusters/images/recipes/program-bundle.ts";

let root: string;

const write = (path: string, content: string | object): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
};
const installed = (name: string, source: string): void => {
  write(`node_modules/${name}/package.json`, { name, version: "1.0.0", main: "index.js" });
  write(`node_modules/${name}/index.js`, source);
};
const program = () => ({ folder: join(root, "app"), entry: "start/main.ts" });
const lock = (packages: Record<string, object>): void => write("package-lock.json", { packages });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tatami-bundle-"));
  installed("greeting", 'const { sign } = require("sign"); exports.greet = (name) => "Hello " + name + sign;');
  installed("sign", 'exports.sign = "!";');
  write("app/start/main.ts", 'import { greet } from "greeting";\nimport { nameOf } from "../name.ts";\nconst words: string = greet(nameOf());\nconsole.log(words, process.argv[2]);\n');
  write("app/name.ts", 'export function nameOf(): string { return "Tatami"; }\n');
  lock({ "node_modules/greeting": { version: "1.0.0", integrity: "g", dependencies: { sign: "1" } }, "node_modules/sign": { version: "1.0.0", integrity: "s" }, "node_modules/other": { version: "1.0.0" } });
});
afterEach(() => rmSync(root, { recursive: true }));

test("a program and the packages it uses become one file that runs by its name, without node_modules", async () => {
  const file = join(root, "out", "greet.mjs");
  await writeBundle(program(), file);
  rmSync(join(root, "node_modules"), { recursive: true });
  expect(execFileSync(file, ["once"], { encoding: "utf8" })).toBe("Hello Tatami! once\n");
});

test("what decides about it are the packages that it needs, wherever they lie, and no others", () => {
  const before = bundleLiterals(program());
  expect(before).toEqual(["start/main.ts", "node_modules/greeting 1.0.0 g", "node_modules/sign 1.0.0 s"]);
  lock({
    "node_modules/greeting": { version: "1.0.0", integrity: "g", dependencies: { sign: "2" } },
    "node_modules/greeting/node_modules/sign": { version: "2.0.0", integrity: "t", peerDependencies: { other: "1" } },
    "node_modules/sign": { version: "1.0.0", integrity: "s" },
    "node_modules/other": { version: "1.0.0", integrity: "o" },
  });
  expect(bundleLiterals(program())).toEqual(["start/main.ts", "node_modules/greeting 1.0.0 g", "node_modules/greeting/node_modules/sign 2.0.0 t", "node_modules/other 1.0.0 o"]);
});

test("a program without packages takes no package-lock.json", async () => {
  write("app/start/main.ts", 'import { hostname } from "node:os";\nconsole.log(typeof hostname());\n');
  rmSync(join(root, "package-lock.json"));
  expect(bundleLiterals(program())).toEqual(["start/main.ts"]);
});

test.each([
  ["a package that is not there", 'import "absent";\n', /absent/],
  ["a file outside the program's folder", 'import "../../outside.ts";\n', /outside\.ts is neither in the program's folder/],
  ["a package that the lock does not have", 'import "unlocked";\n', /unlocked\/index\.js is neither/],
])("%s is refused", async (_name, source, words) => {
  write("outside.ts", "console.log(1);\n");
  installed("unlocked", "console.log(2);");
  write("app/start/main.ts", source);
  const problem = await writeBundle(program(), join(root, "out.mjs")).then(() => undefined, (error: unknown) => error);
  expect(problem).toBeInstanceOf(ImageProblem);
  expect((problem as ImageProblem).message).toMatch(words);
});
