import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ServerUnderTest } from "../../support/server-under-test.ts";

const limit = 1024 * 1024;

/** Homes of the environments at hand, oldest first. */
async function homes(running: ServerUnderTest): Promise<string[]> {
  const shells = join(running.folder, "shells");
  return (await readdir(shells)).map((id) => join(shells, id, "home"));
}

test("a learner opens, saves and finds the files of their own environment, and nobody else's", async () => {
  await using running = await ServerUnderTest.start();
  const hanako = await running.learner("Hanako");
  expect((await hanako.post("/api/files/open", { path: "a" })).body.problem.code).toBe("environment-missing");
  await hanako.start("valid-quiz");
  const [home = ""] = await homes(running);
  await writeFile(join(home, "app.yaml"), "\uFEFFkind: Pod\r\n# 日本\n");

  const { body: file } = await hanako.post("/api/files/open", { path: "~/app.yaml" });
  expect(file).toMatchObject({ ok: true, path: "~/app.yaml", text: "\uFEFFkind: Pod\r\n# 日本\n" });
  const saved = await hanako.post("/api/files/save", { path: "~/app.yaml", text: "kind: Job\n", version: file.version });
  expect(saved.body.ok).toBe(true);
  expect(await readFile(join(home, "app.yaml"), "utf8")).toBe("kind: Job\n");
  expect((await hanako.post("/api/files/list", {})).body).toEqual({ ok: true, paths: ["app.yaml"] });

  const stale = await hanako.post("/api/files/save", { path: "app.yaml", text: "kind: Old\n", version: file.version });
  expect([stale.status, stale.body.problem.code]).toEqual([409, "file-changed"]);
  expect(await readFile(join(home, "app.yaml"), "utf8")).toBe("kind: Job\n");

  const taro = await running.learner("Taro");
  await taro.start("valid-quiz");
  expect((await taro.post("/api/files/open", { path: "app.yaml" })).body.problem.code).toBe("file-missing");
  expect((await taro.post("/api/files/list", {})).body.paths).toEqual([]);
  const stranger = running.browser();
  for (const [path, body] of [["open", { path: "app.yaml" }], ["save", { path: "x", text: "", version: "new" }], ["list", {}]] as const) {
    const { status, body: answer } = await stranger.post(`/api/files/${path}`, body);
    expect([status, answer.problem.code], path).toEqual([401, "not-joined"]);
    expect((await hanako.post(`/api/files/${path}`, body, { origin: "http://elsewhere" })).body.problem.message).toContain("another site's page");
  }
});

test("what is no text, too large or no file is refused with a sentence, and so are nonsense and haste", async () => {
  await using running = await ServerUnderTest.start();
  const learner = await running.learner();
  await learner.start("valid-quiz");
  const [home = ""] = await homes(running);
  await writeFile(join(home, "zero"), "a\0b");
  await writeFile(join(home, "latin"), Buffer.from([0x63, 0xe9, 0x0a]));
  await writeFile(join(home, "larger"), Buffer.alloc(limit + 1, "x"));
  await writeFile(join(home, "largest"), Buffer.alloc(limit, '"'));
  const code = async (path: string) => (await learner.post("/api/files/open", { path })).body.problem?.code;
  expect(await Promise.all(["zero", "latin", "larger", "none", "~/", "/dev/zero"].map(code))).toEqual(["file-binary", "file-binary", "file-too-large", "file-missing", "file-folder", "file-binary"]);

  const { body: largest } = await learner.post("/api/files/open", { path: "largest" });
  expect(largest.text).toHaveLength(limit);
  expect((await learner.post("/api/files/save", { ...largest, text: largest.text.replaceAll('"', "\n") })).body.ok).toBe(true);
  const over = await learner.post("/api/files/save", { path: "over", text: "日".repeat(limit / 2), version: "new" });
  expect([over.status, over.body.problem.code]).toEqual([413, "file-too-large"]);
  expect((await learner.post("/api/files/save", { path: "over", text: "x".repeat(4 * limit), version: "new" })).status).toBe(413);

  for (const body of [{}, { path: "" }, { path: "a\0b" }, { path: 7 }, { path: "x".repeat(2_000) }]) expect((await learner.post("/api/files/open", body)).body.problem.code, JSON.stringify(body).slice(0, 40)).toBe("bad-request");
  for (const version of ["", "any", undefined]) expect((await learner.post("/api/files/save", { path: "x", text: "x", version })).body.problem.code).toBe("bad-request");

  const answers = await Promise.all(Array.from({ length: 60 }, () => learner.post("/api/files/open", { path: "none" })));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(10);
  expect(refused[0]?.body.problem).toMatchObject({ code: "too-many-attempts", seconds: 1 });
});

test("a lesson's edits are made on the disk, once, and tell what is there then", async () => {
  await using running = await ServerUnderTest.start();
  const learner = await running.learner();
  await learner.start("valid-quiz");
  const [home = ""] = await homes(running);
  const edit = async (how: string, text: string, marker?: string) => (await learner.post("/api/files/edit", { path: "conf/app.js", how, text, marker })).body;
  expect(await edit("append", "one();\n#here\n")).toMatchObject({ ok: true, text: "one();\n#here\n" });
  expect(await edit("insert", "two();\n", "#here")).toMatchObject({ ok: true, text: "one();\ntwo();\n" });
  expect(await edit("insert", "two();\n", "#here")).toMatchObject({ ok: false, problem: { code: "file-marker-missing" } });
  const { version } = await edit("prepend", "// first");
  expect(await readFile(join(home, "conf/app.js"), "utf8")).toBe("// first\none();\ntwo();\n");
  expect((await learner.post("/api/files/open", { path: "conf/app.js" })).body.version).toBe(version);
  expect((await edit("explode", "x")).problem.code).toBe("bad-request");
  await writeFile(join(home, "zero"), "a\0b");
  expect((await learner.post("/api/files/edit", { path: "zero", how: "append", text: "x" })).body.problem.code).toBe("file-binary");
});
