import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { editLimit } from "../../../clusters/holder/holder.ts";
import { HolderProcess } from "../../support/holder-process.ts";

let running: HolderProcess;
const at = (path: string) => join(running.home, path);

beforeAll(async () => {
  running = await HolderProcess.start();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
});

async function opened(path: string): Promise<{ content: Buffer; version: string }> {
  const file = await running.holder.readFile(path);
  if (file.found !== "file") throw new Error(`${path}: ${file.found}`);
  return file;
}

test("a file is read by every way to name it, to its last byte, and has the same version for the same content", async () => {
  mkdirSync(at("work/a b"), { recursive: true });
  writeFileSync(at("work/a b/日本 -x.yaml"), "kind: Pod\n");
  const names = ["work/a b/日本 -x.yaml", "~/work/a b/日本 -x.yaml", at("work/a b/日本 -x.yaml")];
  const files = await Promise.all(names.map(opened));
  expect(files.map(({ content }) => content.toString())).toEqual(Array(3).fill("kind: Pod\n"));
  expect(new Set(files.map(({ version }) => version)).size).toBe(1);
  writeFileSync(at("-n"), Buffer.from([0, 255, 10, 13]));
  expect((await opened("-n")).content).toEqual(Buffer.from([0, 255, 10, 13]));
  writeFileSync(at("largest"), Buffer.alloc(editLimit, "x"));
  expect((await opened("largest")).content).toHaveLength(editLimit);
});

test("what cannot be edited says why, and nothing waits for a pipe or a device without end", async () => {
  mkdirSync(at("folder"));
  execFileSync("mkfifo", [at("pipe")]);
  writeFileSync(at("larger"), Buffer.alloc(editLimit + 1, "x"));
  symlinkSync("nowhere", at("dangling"));
  const found = async (path: string) => (await running.holder.readFile(path)).found;
  expect(await Promise.all(["none", "folder", "folder/x", "~", "pipe", "/dev/zero", "larger", "dangling"].map(found))).toEqual(["missing", "folder", "missing", "folder", "special", "special", "too-large", "missing"]);
  for (const path of ["folder", "pipe", "/dev/null"]) expect(await running.holder.saveFile(path, Buffer.from("x"), "new")).toEqual({ saved: false, why: path === "folder" ? "folder" : "special" });
  await expect(running.holder.readFile("")).rejects.toThrow("path must be text");
  await expect(running.holder.readFile("x\0y")).rejects.toThrow("path must be text");
  await expect(running.holder.readFile("x".repeat(5_000))).rejects.toThrow("longer than 4000 bytes");
  await expect(running.holder.saveFile("x", Buffer.from("x"), "any")).rejects.toThrow("version must be one that was read");
  await expect(running.holder.saveFile("x", Buffer.alloc(editLimit + 1), "new")).rejects.toThrow("the file's size must be within");
});

test("what the learner's own shell says when it begins is in no file, and does not end our reading", async () => {
  writeFileSync(at(".bashrc"), "echo from .bashrc\nexit 3\n");
  writeFileSync(at("read-me"), "as it is\n");
  expect((await opened("read-me")).content.toString()).toBe("as it is\n");
});

test("saving keeps the mode and the link to it, makes folders, and leaves nothing beside", async () => {
  writeFileSync(at("run.sh"), "echo 1\n");
  chmodSync(at("run.sh"), 0o750);
  symlinkSync("run.sh", at("link.sh"));
  const { version } = await opened("link.sh");
  const end = await running.holder.saveFile("link.sh", Buffer.from("echo 2\n"), version);
  expect(end).toEqual({ saved: true, version: (await opened("run.sh")).version });
  expect(readFileSync(at("run.sh"), "utf8")).toBe("echo 2\n");
  expect(statSync(at("run.sh")).mode & 0o777).toBe(0o750);
  expect((await running.holder.saveFile("new/deep/file", Buffer.from(""), "new")).saved).toBe(true);
  expect(readdirSync(at("new/deep"))).toEqual(["file"]);
  expect(statSync(at("new/deep/file")).mode & 0o777).toBe(0o644);
  expect(readdirSync(running.home).filter((name) => name.startsWith(".tatami"))).toEqual([]);
});

test("a file that has changed, came or went since it was read is not written over", async () => {
  writeFileSync(at("shared"), "one\n");
  const { version } = await opened("shared");
  writeFileSync(at("shared"), "two\n");
  expect(await running.holder.saveFile("shared", Buffer.from("mine\n"), version)).toEqual({ saved: false, why: "changed" });
  expect(await running.holder.saveFile("shared", Buffer.from("mine\n"), "new")).toEqual({ saved: false, why: "changed" });
  expect(await running.holder.saveFile("gone", Buffer.from("mine\n"), version)).toEqual({ saved: false, why: "changed" });
  expect(readFileSync(at("shared"), "utf8")).toBe("two\n");
  const seen = await opened("shared");
  expect((await running.holder.saveFile("shared", Buffer.from("mine\n"), seen.version)).saved).toBe(true);
  expect(readFileSync(at("shared"), "utf8")).toBe("mine\n");
});

test("the files of the home are listed without hidden ones", async () => {
  await using other = await HolderProcess.start();
  for (const name of ["b.yaml", ".ssh/key", "deep/a b/日本.txt", ".bashrc"]) {
    mkdirSync(join(other.home, name, ".."), { recursive: true });
    writeFileSync(join(other.home, name), "");
  }
  expect(await other.holder.listFiles()).toEqual(["b.yaml", "deep/a b/日本.txt"]);
  mkdirSync(join(other.home, "many"));
  for (let number = 0; number < 600; number++) writeFileSync(join(other.home, "many", `${number} ${"x".repeat(100)}`), "");
  const many = await other.holder.listFiles();
  expect(many.length).toBeGreaterThan(300);
  expect(many.length).toBeLessThanOrEqual(500);
});

test.runIf(process.getuid?.() === 0)("files are read and written with the learner's rights and not with the holder's", async () => {
  await using separate = await HolderProcess.start({ learner: { uid: 65_531, gid: 65_531, name: "learner", home: "/tmp", kubeconfig: "/none" } });
  const { holder } = separate;
  expect(await holder.readFile("/etc/shadow")).toEqual({ found: "denied" });
  const { version } = await running.holder.readFile("/etc/passwd") as { version: string };
  expect(await holder.saveFile("/etc/passwd", Buffer.from("x"), version)).toEqual({ saved: false, why: "denied" });
  expect(await holder.saveFile("/etc/tatami-test", Buffer.from("x"), "new")).toEqual({ saved: false, why: "denied" });
});
