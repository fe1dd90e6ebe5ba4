import { expect, test } from "vitest";
import { readAssetRule } from "../../../lessons/asset-rules.ts";
import { findLessons } from "../../../lessons/find-lessons.ts";
import { parseJson } from "../../../lessons/json-source.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { readText, renderMarkdown } from "../../../lessons/markdown.ts";
import { outsideTags } from "../../../lessons/markdown/outside-tags.ts";
import { previewTargets } from "../../../lessons/markdown/preview.ts";
import { TooSlow, withinTime } from "../../../lessons/markdown/within-time.ts";
import { fillHostNames, fillPlaceholders } from "../../../lessons/placeholders.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const options = { file: "text.md", lessonId: "x", language: "en", assetPrefix: "/a/" } as const;
const much = 120_000;

test("work that does not end is ended, and other work goes on and may throw", () => {
  expect(() => withinTime(() => /^(a|a)*$/.test(`${"a".repeat(60)}b`), 100)).toThrow(TooSlow);
  expect(withinTime(() => [1, 2], 100)).toEqual([1, 2]);
  expect(() => withinTime(() => { throw new RangeError("mine"); }, 100)).toThrow(new RangeError("mine"));
});

test.each([
  ["backticks that no line closes", "`".repeat(much) + "\n".repeat(much)],
  ["a question of spaces", `>>${" ".repeat(much)}x`],
  ["a choice of spaces", `>>a<<\n(${" ".repeat(much)}x`],
  ["spaces inside a choice", `>>a<<\n( ) x${" ".repeat(much)}y`],
  ["spaces inside what is said", `>>a<<\n( ) x\n  x${" ".repeat(much)}y`],
])("%s are read at once", (_, markdown) => {
  const quick = 10_000;
  expect(() => withinTime(() => readText(markdown), quick)).not.toThrow();
  expect(renderMarkdown(markdown, options)).not.toBe("");
});

test.each([
  ["a host that goes on and on", `http://${"a.".repeat(much)}[[`],
  ["hosts one behind another", "http://a-[[".repeat(much / 10)],
  ["a host within hosts", "//[[A]]-[[B]]-".repeat(much / 20)],
  ["encoded spaces", `{{${"%20".repeat(much)}`],
  ["slashes", `[[${"/".repeat(much)}`],
])("%s is no address, which is seen at once", (_, text) => {
  const quick = 2_000;
  expect(withinTime(() => [fillPlaceholders(text, "shell"), fillHostNames(text, "shell")], quick)).toEqual([text, text]);
  expect(withinTime(() => previewTargets(text), quick)).toBeUndefined();
  expect(renderMarkdown(text, { ...options, flavor: "shell" })).not.toContain("<button");
});

test.each([["brackets", ")"], ["what may end it", "."], ["entities", "&amp;"], ["questions", "/?#"]])("an address with many %s is read at once", (_, sign) => {
  const quick = 2_000;
  expect(withinTime(() => renderMarkdown(`{{TRAFFIC_HOST1_80}}/${sign.repeat(much / 10)}`, options), quick)).toContain('data-port="80"');
});

test.each(["<", "<a ", '<a b="', "<a '", "<a =", "<!--", "<a b=   ", "=", "a", "<a b='\">"])("HTML of many %j is looked through at once, and all of it is kept", (sign) => {
  const html = sign.repeat(much);
  expect(withinTime(() => outsideTags(html, String), 2_000) === html).toBe(true);
});

test("a long file of many lines is read at once, and still knows its lines", () => {
  const json = parseJson(`[\n${"0,\n".repeat(much / 2)}1]`);
  expect(json.lineOf([much / 2])).toBe(much / 2 + 2);
});

test("a text that takes marked minutes makes the lesson unusable, and says why; it is shown as it is where it is rendered nevertheless", async () => {
  const text = "_a".repeat(120_000);
  await using folder = await lessonFolder({ "index.json": { title: "x", details: { steps: [{ text: "a.md" }, { text: "a.md" }] } }, "a.md": text });
  await expect(loadLesson(folder.path)).rejects.toThrow(/a\.md:1: this text cannot be used: it takes longer than 5 s to be read/);
  expect(renderMarkdown(text, options)).toMatch(/^<pre>_a_a/);
}, 60_000);

test.each(["__proto__", "constructor", "toString"])("a key called %s is an unknown key like any other", async (key) => {
  await using folder = await lessonFolder({ "index.json": `{"title": "x", "${key}": {"a": {"b": 1}}, "details": {"${key}": [{"c": 1}]}}` });
  const { lint } = await loadLesson(folder.path);
  expect(lint.map(({ message }) => message)).toContain(`"${key}" is not known here and changes nothing`);
  expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
});

test("a structure.json that is too long is not used", async () => {
  await using folder = await lessonFolder({ "structure.json": `{"items": [${" ".repeat(300_000)}]}`, "a/index.json": {} });
  const { ids, mistakes } = await findLessons(folder.path);
  expect(ids).toEqual(["a"]);
  expect(mistakes).toEqual([{ id: "", mistakes: [{ file: "structure.json", line: 1, message: "structure.json has 300013 bytes, more than the 262144 that are allowed" }] }]);
});

test.each(["{a,b}".repeat(16), "{1..9999999}", `${"*a".repeat(20)}c`, "+(+(a))c", "**/**/**/**/**/**", "x".repeat(301)])("the pattern %s is refused before it is tried", async (file) => {
  await using folder = await lessonFolder({ "assets/aaaa": "x" });
  await expect(readAssetRule(folder.path, "host01", { file, target: "~/" })).rejects.toThrow(/too intricate/);
});

test.each(["**", "*.*", "{aaaa,b}", "sub/**/*.yaml", "a*"])("the pattern %s is like those of real lessons", async (file) => {
  await using folder = await lessonFolder({ "assets/aaaa": "x", "assets/a.b": "x", "assets/sub/deep/x.yaml": "x" });
  expect((await readAssetRule(folder.path, "host01", { file, target: "~/" }))?.files.length).toBeGreaterThan(0);
});
