import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AssetBudget } from "../../../lessons/asset-budget.ts";
import { readAssetRule } from "../../../lessons/asset-rules.ts";
import { assetTarget } from "../../../lessons/asset-target.ts";
import { fileMode } from "../../../lessons/file-mode.ts";
import { lintLesson } from "../../../lessons/lint/lint-lesson.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { printMistake } from "../../../lessons/mistakes.ts";
import { renderLesson } from "../../../lessons/page.ts";
import { prepareLesson } from "../../../lessons/scripts.ts";
import { type Holder, HolderError } from "../../../clusters/holder/holder.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const step = { text: "one.md", verify: "one.sh" };
const files = { "one.md": "One.\n", "one.sh": "true\n", "assets/tool": "#!/bin/sh\n", "assets/sub/deep.yaml": "a: 1\n" };

/** A foreign scenario, loaded; each notice as `part file:line: message`. */
async function loaded(index: Record<string, unknown>, more: Record<string, unknown> = {}) {
  await using folder = await lessonFolder({ "index.json": index, ...files, ...more });
  const lesson = await loadLesson(folder.path);
  return { lesson, notices: lesson.notices.map((notice) => `${notice.part ?? "all"} ${printMistake(notice)}`), lint: (await lintLesson(folder.path)).map(printMistake) };
}

const withAssets = (assets: unknown) => loaded({ details: { steps: [step], assets } });

describe("a foreign scenario goes on without", () => {
  test("texts and scripts that are not there: told where they are missed, and by lint as mistakes", async () => {
    const { lesson, notices, lint } = await loaded({
      details: { intro: { text: "gone.md", background: "gone.sh" }, steps: [{ text: "gone/one.md" }, { text: "one.md", verify: "gone/verify.sh", foreground: "assets" }], finish: { text: "gone.md" } },
    });
    expect(notices.toSorted()).toEqual([
      "-1 index.json:4: there is no file gone.md",
      "-1 index.json:5: there is no file gone.sh",
      "0 index.json:9: there is no file gone/one.md",
      "1 index.json:13: there is no file gone/verify.sh",
      "1 index.json:14: assets is not a file",
      "2 index.json:18: there is no file gone.md",
    ]);
    expect(lint).toEqual(expect.arrayContaining(notices.map((notice) => notice.replace(/^-?\d+ /, ""))));
    const page = renderLesson(lesson, "ja");
    expect([page.intro?.notices.length, page.steps.map((part) => part.notices.length), page.finish?.notices.length]).toEqual([2, [1, 2], 1]);
    expect(page.steps.map(({ html, hasCheck }) => [html, hasCheck])).toEqual([["", false], ["<p>One.</p>\n", false]]);
  });

  test("what says nothing, without a word to the learner", async () => {
    const { lesson, notices, lint } = await loaded({ title: null, time: null, details: { intro: null, steps: [{ title: "", text: "", verify: null, hint: "" }, { ...step, verify: "", background: "" }], assets: { host01: null } } });
    expect(notices).toEqual([]);
    expect(lint.map((line) => line.replace(/^.*?: /, ""))).toEqual([expect.stringMatching(/^has no backend\.imageid/), '"text" is empty and changes nothing', '"verify" is empty and changes nothing', '"verify" is empty and changes nothing']);
    expect(lesson.steps.map(({ text, verify }) => [text.en?.markdown, verify])).toEqual([[undefined, undefined], ["One.\n", undefined]]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ["no details", { details: null }, []],
    ["details of another kind", { details: "x" }, ["all index.json:2: details must be an object: { }; it is left out"]],
    ["steps of another kind", { details: { steps: {} } }, ["all index.json:3: details.steps must be a list: [ ]; it is left out"]],
    ["a step that is none", { details: { steps: [null, step, 7] } }, ["0 index.json:4: step 1 must be an object: { }; it is left out", "2 index.json:9: step 3 must be an object: { }; it is left out"]],
    ["an image that is no name", { details: { steps: [step] }, backend: { imageid: 4 } }, ["all index.json:11: backend.imageid must be a text, in double quotes; it is left out"]],
    ["files that are no names", { details: { steps: [step] }, files: ["a", 1, "b"], asyncFiles: "c" }, ["all index.json:12: entry 2 of files must be a text, in double quotes; it is left out", "all index.json:15: asyncFiles must be a list: [ ]; it is left out"]],
    ["texts of another kind", { title: ["x"], details: { steps: [{ text: 7, verify: ["one.sh"], title: {} }] } }, ["all index.json:2: title must be a text; it is left out", "0 index.json:12: step 1: title must be a text; it is left out", "0 index.json:8: ", "0 index.json:9: "]],
    ["a language that pages are not shown in", { language: "fr", details: { steps: [step] } }, ["all index.json:2: language must be \"ja\" or \"en\"; it is left out"]],
  ])("%s", async (_, index, expected) => {
    const { notices } = await loaded(index);
    expect(notices.length).toBe(expected.length);
    for (const start of expected) expect(notices.some((notice) => notice.startsWith(start)), start).toBe(true);
  });

  test("numbers as texts are texts", async () => {
    const { lesson, notices } = await loaded({ title: 5, details: { steps: [{ ...step, title: 1 }] } });
    expect(notices).toEqual([]);
    expect([lesson.title.en, lesson.steps[0]?.title.en]).toEqual(["5", "1"]);
  });

  test("a translation that cannot be read, or has other steps", async () => {
    expect((await loaded({ details: { steps: [step] } }, { "_ja/index.json": "{" })).notices).toEqual([expect.stringMatching(/^all _ja\/index\.json:1: broken JSON/)]);
    expect((await loaded({ details: { steps: [step] } }, { "_ja/index.json": { title: "あ" } })).notices).toEqual(["all _ja/index.json:1: has 0 steps where index.json has 1"]);
  });
});

describe("assets of a foreign scenario", () => {
  test.each<[string, unknown, string[], string[]]>([
    ["one without a list around it", { host01: { file: "tool", target: "~/" } }, ["tool > "], []],
    ["one without a target, or an empty one", { host01: [{ file: "tool" }, { file: "tool", target: "" }, { file: "tool", target: "./" }, { file: "tool", target: "bin/" }] }, ["tool > ", "tool > ", "tool > ", "tool > bin"], []],
    ["one with its folder", { host01: [{ file: "assets/tool", target: "~/" }, { file: "./sub/*", target: "~/" }] }, ["tool > ", "sub/deep.yaml > "], []],
    ["no file of that name", { host01: [{ file: "gone*", target: "~/" }, { file: "tool", target: "~/" }] }, ["tool > "], ['no file below assets/ is named by "gone*"']],
    ["no asset at all", { host01: [5, { target: "~/" }, { file: 7, target: "~/" }, { file: "tool", target: "~/" }], client: "tool" }, ["tool > "], ["entry 1 of the assets for host01 must be an object", "entry 2 of the assets for host01: file is missing", "entry 3 of the assets for host01: file must be a text", "details.assets.client must be a list"]],
    ["a place outside the home", { host01: [{ file: "tool", target: "/usr/local/bin/" }, { file: "tool", target: "/opt" }, { file: "tool", target: "/own/x" }] }, ["tool > /usr/local/bin", "tool > /opt", "tool > /own/x"], []],
    ["a place that is not for files", { host01: [{ file: "tool", target: "/proc/1" }, { file: "tool", target: "/dev" }] }, ["tool > /proc/1", "tool > /dev"], ['"/proc/1" is no place for files', '"/dev" is no place for files']],
    ["modes", { host01: ["+x", "a+x", "u+x", "+rx", "0755", 700].map((chmod) => ({ file: "tool", target: "~/", chmod })) }, ["tool > 755", "tool > 755", "tool > 744", "tool > 755", "tool > 755", "tool > 700"], []],
    ["a mode that nobody knows", { host01: [{ file: "tool", target: "~/", chmod: "exec" }] }, ["tool > "], ['chmod "exec" is not understood']],
  ])("%s", async (_, assets, rules, notices) => {
    const found = await withAssets(assets);
    expect(found.lesson.assets.map((rule) => `${rule.files.join()} > ${[rule.target, rule.mode?.toString(8)].filter(Boolean).join(" ")}`)).toEqual(rules);
    expect(found.notices.length).toBe(notices.length);
    for (const notice of notices) expect(found.notices.join("\n")).toContain(notice);
  });

  test("what has no place in this environment is not copied, and the lesson begins all the same", async () => {
    const host01 = [{ file: "tool", target: "/" }, { file: "tool", target: "/etc/passwd" }, { file: "tool", target: "/opt", chmod: "+x" }, { file: "sub/*", target: "/root/x" }];
    await using folder = await lessonFolder({ "index.json": { details: { steps: [step], assets: { host01 } } }, ...files });
    const written: string[] = [];
    const missed: string[] = [];
    const holder = {
      async writeFile(path: string, _content: Uint8Array, mode?: number) {
        if (path.startsWith("/etc/passwd/")) throw new HolderError("it is a file");
        written.push([path, mode?.toString(8)].filter(Boolean).join(" "));
      },
    } as unknown as Holder;
    const lesson = await loadLesson(folder.path);
    await prepareLesson({ lesson, holder, signal: AbortSignal.timeout(60_000), onMiss: (message) => void missed.push(message) });
    expect([written, missed]).toEqual([["/tool", "/opt/tool 755", "x/sub/deep.yaml"], ["it is a file"]]);
    // Who is not root has their home alone.
    written.length = 0;
    await prepareLesson({ lesson: { ...lesson, user: "learner" }, holder, signal: AbortSignal.timeout(60_000) });
    expect(written).toEqual(["x/sub/deep.yaml"]);
  });

  test.each([
    ["a file outside", { file: "../one.md", target: "~/" }, /leads out of assets/],
    ["a target that climbs", { file: "tool", target: "~/../../etc" }, /a target with \.\. leads anywhere/],
    ["a target that climbs from the root", { file: "tool", target: "/opt/../etc" }, /a target with \.\. leads anywhere/],
    ["a text outside", { file: "tool", target: "~/", text: "../x.md" }, /is not a path inside/],
  ])("%s is refused all the same", async (_, { text, ...asset }: { file: string; target: string; text?: string }, message) => {
    await expect(loaded({ details: { steps: [{ ...step, ...(text && { text }) }], assets: { host01: [asset] } } })).rejects.toThrow(message);
  });

  test("keys of ours are held against whoever writes them", async () => {
    await expect(loaded({ verifyAs: "cheker", details: { steps: [{ ...step, recheck: 9_999 }] } })).rejects.toThrow(/:2: verifyAs must be "checker" or "learner"\n[^]*:8: step 1: recheck must be at most 300$/);
  });
});

describe("assets that fill a disk or take for ever are refused", () => {
  const rule = (folder: string, file: string, budget = new AssetBudget()) => readAssetRule(folder, "host01", { file, target: "~/" }, { budget, onMiss: () => undefined });

  test("by their sum", async () => {
    await using folder = await lessonFolder({ "index.json": { details: { assets: { host01: [{ file: "*.bin", target: "~/a" }, { file: "*.bin", target: "~/b" }] } } } });
    await mkdir(join(folder.path, "assets"));
    for (let n = 0; n < 5; n++) {
      await writeFile(join(folder.path, "assets", `${n}.bin`), "");
      await truncate(join(folder.path, "assets", `${n}.bin`), 8_000_000);
    }
    await expect(loadLesson(folder.path)).rejects.toThrow(/index\.json:9: the lesson's assets have more than 64 MiB together/);
  });

  test("by their number", () => {
    const budget = new AssetBudget();
    for (let n = 0; n < 1_000; n++) budget.take(1);
    expect(() => budget.take(1)).toThrow("more than 1000 files together");
  });

  test("by how often files are compared with patterns, also behind links that lead elsewhere", async () => {
    await using folder = await lessonFolder({ "assets/a": "x" });
    await symlink("/", join(folder.path, "assets", "root"));
    expect((await rule(folder.path, "*/*/*/*/*"))?.files).toBeUndefined();
    await expect(rule(folder.path, "*")).rejects.toThrow(/leads out of the lesson's folder by a symbolic link/);
    const budget = new AssetBudget();
    await Promise.all(Array.from({ length: 200_000 }, () => budget.filesLike(join(folder.path, "assets"), "b")));
    await expect(rule(folder.path, "a", budget)).rejects.toThrow(/too many to be compared/);
  });

  test("one file that is too large is left where it is, and the others are copied", async () => {
    await using folder = await lessonFolder({ "index.json": { details: { assets: { host01: [{ file: "*", target: "~/" }] } } }, "assets/small": "x", "assets/large": "" });
    await truncate(join(folder.path, "assets", "large"), 9_000_000);
    const { assets, notices } = await loadLesson(folder.path);
    expect(assets[0]?.files).toEqual(["small"]);
    expect(notices.map(({ message }) => message)).toEqual([expect.stringMatching(/^assets\/large has 9000000 bytes, more than/)]);
  });
});

test.each([
  ["~", ""],
  ["~/", ""],
  ["~/a//b/", "a/b"],
  ["/root/a", "a"],
  ["/home/learner", ""],
  ["$HOME/a", "a"],
  ["/rooted/a", "/rooted/a"],
  ["/tmp//x/", "/tmp/x"],
  ["/etc", "/etc"],
  ["a/./b", "a/b"],
])("the target %s is %j", (target, folder) => {
  expect(assetTarget(target)).toBe(folder);
});

test.each<[string, number | undefined]>([
  ["644", 0o644],
  ["0600", 0o600],
  ["4755", 0o755],
  ["a=rx", 0o555],
  ["u+x,go-r", 0o700],
  ["ugo+w", 0o666],
  ["+X", 0o755],
  ["", undefined],
  ["x", undefined],
  ["888", undefined],
  ["rwxr-xr-x", undefined],
])("chmod %s is %o", (chmod, mode) => {
  expect(fileMode(chmod)).toBe(mode);
});
