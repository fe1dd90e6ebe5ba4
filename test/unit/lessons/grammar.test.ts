import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { lessonAsset } from "../../../lessons/asset.ts";
import { lessonCommands } from "../../../lessons/command-buttons.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { renderMarkdown } from "../../../lessons/markdown.ts";
import { renderLesson } from "../../../lessons/page.ts";
import { fillHostNames, fillPlaceholders } from "../../../lessons/placeholders.ts";
import { lessonFolder } from "../../support/lesson-folder.ts";

const fence = "```";
let lesson: Lesson;
let html: string;

beforeAll(async () => {
  lesson = await loadLesson(new URL("../../fixtures/lessons/valid-grammar", import.meta.url).pathname);
  html = renderLesson(lesson, "en", { assetPrefix: "/a/" }).steps[0]?.html ?? "";
});

describe("a scenario with every construct of the format", () => {
  test("is run as it says: in which terminal, with which keys, in its order", () => {
    const shown = lessonCommands(lesson, "en").steps[0]?.map(({ command, terminal, interrupt, enter }) => [command, terminal, interrupt && "interrupt", !enter && "no Enter"].filter(Boolean).join(" | "));
    expect(shown).toEqual([
      "a4",
      "a5",
      "echo `a6`",
      "a7 | T2",
      "a8 | interrupt",
      "a9 | T3",
      "b1 | no Enter",
      "\u0003 | no Enter",
      "b2 \\\n  b3",
      "helm -o '{{.a}}'",
      "c1",
      "c5 {{ .Chart }}",
      "d1 | T2",
      "d2",
      "e1",
      "e2",
      "f1",
      "curl http://localhost:8080/x",
      "curl http://node:30080/y",
      "ping node",
    ]);
  });

  test("can be copied where its author has not forbidden it", () => {
    const copied = [...html.matchAll(/data-action="copy" data-command="([^"]*)"/g)].map(([, code]) => code);
    expect(html).toContain('data-action="open" data-file="b4"');
    expect(copied).toEqual(["a1", "a3", "b5", "c1", "c2: 1\nc3: 2", "c5 {{ .Chart }}", "d1", "d2", "e2"]);
  });

  test("keeps text text, marks lines, and lets syntax in <pre> be", () => {
    expect(html).toContain("{{ .Release.Name }}, {{ .Values.x }} and");
    expect(html.match(/class="marked-line"/g)).toHaveLength(2);
    expect(html).toContain("<pre>\n`g1`{{execute}} curl node\n</pre>");
    expect(html).toMatch(/<ol>\s*<li>[^]*<\/li>\s*<li>[^]*d2[^]*<\/ol>\s*<details>/);
    expect(html).not.toMatch(/```|~~~/);
  });

  test("asks its questions", () => {
    expect(renderLesson(lesson, "en").steps[0]?.quizzes).toEqual([{ kind: "one", question: "Which?", options: ["2&gt;", "&gt;&gt;"] }, { kind: "text", question: "Short?", options: [] }]);
  });

  test("opens its ports", () => {
    expect([...html.matchAll(/data-port="(\w+)" data-path="([^"]*)"/g)].map(([, port, path]) => `${port} ${path}`)).toEqual(["8080 /x", "80 /", "ask /", "81 /z"]);
  });

  test("shows its images, of whichever place, with their size only", () => {
    expect([...html.matchAll(/src="([^"]*)"/g)].map(([, src]) => src)).toEqual(["/a/step1/i1.png", "/a/step1/assets/i2.png", "/a/assets/i3.png", "/a/assets/i4.png", "/a/assets/i5.png", "/a/step1/i6.png"]);
    expect(html).toContain('style="width:40%"');
  });

  test("has scripts that reach what they mean", () => {
    expect(lesson.steps[0]?.background?.source).toBe("echo node http://localhost:8080/x");
    expect(lesson.steps[0]?.verify?.source).toBe("curl -s http://node:30080/ | grep -q web");
  });
});

describe("slips of real authors", () => {
  const buttons = (markdown: string) => [...renderMarkdown(markdown, { file: "a.md", lessonId: "x", language: "en", assetPrefix: "/a/" }).matchAll(/data-action="(\w+)" data-command="([^"]*)"/g)].map(([, action, code]) => `${action} ${code}`);
  test.each([
    ["a fence glued to the code without an action", `${fence}\na\nb${fence}\n\ntext\n\n${fence}\nc\n${fence}`, ["copy a\nb", "copy c"]],
    ["two of them", `${fence}\na\nb${fence}\n\n${fence}\nc${fence}\n`, ["copy a\nb", "copy c"]],
    ["backticks that end a line of code", `${fence}\necho x${fence}\nb\n${fence}\n`, [`copy echo x${fence}\nb`]],
    ["a lost beginning", `text\n${fence}{{execute}}\n\n\`a\`{{exec}}`, ["run a"]],
    ["<details> without a summary or empty lines", "<details>\n`a`{{exec}}\n</details>\n`b`{{exec}}", ["run a", "run b"]],
    ["a summary with text behind it", "<details><summary>S</summary>do `a`{{exec}}\n</details>", ["run a"]],
    ["a block directly below a list's text, too far in", `- text\n      ${fence}\n      a\n        b\n      ${fence}{{exec}}\n- more`, ["run a\n  b", "copy a\n  b"]],
    ["a block in an inner list, by tabs", `* a\n  * b\n\n\t\t${fence}\n\t\tc\n\t\t${fence}{{exec}}\n* d`, ["run c", "copy c"]],
    ["a block with an action too far in outside of lists", `    ${fence}\n    a\n    ${fence}{{execute}}\n`, ["run a", "copy a"]],
    ["an unclosed block too far in", `- a\n\n      ${fence}\n      b`, ["copy b"]],
  ])("%s", (_, markdown, expected) => {
    expect(buttons(markdown)).toEqual(expected);
  });

  test("code inside a link stays a link", () => {
    expect(renderMarkdown("[`a`](https://example.com/)", { file: "a.md", lessonId: "x", language: "en", assetPrefix: "/a/", copyInline: true })).not.toContain("<button");
  });

  test("a colour over several lines ends with each marked line and begins again", () => {
    expect(renderMarkdown(`${fence}js{2-3}\n/* a\nb */\nc\n${fence}{{}}`, { file: "a.md", lessonId: "x", language: "en", assetPrefix: "/a/" })).toContain(
      '<span class="hljs-comment">/* a\n<span class="marked-line"><span class="hljs-comment">b */</span></span>\n<span class="marked-line">c</span>'.replace("/* a\n", "/* a</span>\n"),
    );
  });
});

describe("placeholders", () => {
  test.each([
    ["https://[[HOST_SUBDOMAIN]]-8080-[[KATACODA_HOST]].environments.katacoda.com/x", "http://localhost:8080/x", "http://localhost:8080/x"],
    ["[[HOST2_SUBDOMAIN]]-30001-[[KATACODA_HOST]].[[KATACODA_DOMAIN]]", "localhost:30001", "node:30001"],
    ["http://web-app.[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com/x", "http://localhost:80/x", "http://localhost:80/x"],
    ["ws://a-[[HOST_SUBDOMAIN]]-30001-[[KATACODA_HOST]].environments.katacoda.com", "ws://localhost:30001", "ws://node:30001"],
    ["https://[[HOST_SUBDOMAIN]]-${PORT}-[[KATACODA_HOST]].environments.katacoda.com/x", "http://localhost:${PORT}/x", "http://node:${PORT}/x"],
    ["[[HOST_SUBDOMAIN]]-$OPENFAAS_PORT-[[KATACODA_HOST]].environments.katacoda.com", "localhost:$OPENFAAS_PORT", "node:$OPENFAAS_PORT"],
    ["https://x-[[HOST_SUBDOMAIN]]-$(port)-[[OTHER]]", "https://x-localhost-$(port)-[[OTHER]]", "https://x-node-$(port)-[[OTHER]]"],
    ["https://[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].environments.katacoda.com:8500/ui x-[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].[[KATACODA_DOMAIN]]:$PORT", "http://localhost:8500/ui x-localhost:$PORT", "http://localhost:8500/ui x-node:$PORT"],
    ["/tmp//a.[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]]", "/tmp//a.localhost:80", "/tmp//a.localhost:80"],
    ["{{TRAFFIC_HOST1_80}} https://{{TRAFFIC_HOST2_30080}}/y", "http://localhost:80 http://localhost:30080/y", "http://localhost:80 http://node:30080/y"],
    ["[[HOST_IP]] [[HOST2_IP]]:80 [[CLIENT_SUBDOMAIN]]", "localhost localhost:80 localhost", "node node:80 node"],
    ["[[ -f x ]] && {{ .Values.a }} [[OTHER]]", "[[ -f x ]] && {{ .Values.a }} [[OTHER]]", "[[ -f x ]] && {{ .Values.a }} [[OTHER]]"],
  ])("%s", (text, shell, cluster) => {
    expect([fillPlaceholders(text, "shell"), fillPlaceholders(text, "cluster")]).toEqual([shell, cluster]);
  });

  test("in prose only names are filled: addresses of ports are opened", () => {
    const text = "https://[[HOST_SUBDOMAIN]]-80-[[KATACODA_HOST]].environments.katacoda.com {{TRAFFIC_HOST1_80}} http://[[HOST_IP]]:80/ x-[[HOST_SUBDOMAIN]]-[[KATACODA_HOST]].environments.katacoda.com:80 on";
    expect(fillHostNames(`${text} [[HOST_IP]]`, "cluster")).toBe(`${text} node`);
  });
});

test("images that scenarios share are in assets/ of the repository around them, and nothing else of it is given", async () => {
  const index = { title: "x", details: { steps: [{ text: "a.md" }] } };
  await using root = await lessonFolder({ "course/one/index.json": index, "course/one/a.md": "x" });
  for (const path of ["assets/shared.png", "course/assets/near.png", "course/one/assets/own.png", "course/secret.png", "course/one/assets/own.txt"]) {
    await mkdir(dirname(join(root.path, path)), { recursive: true });
    await writeFile(join(root.path, path), path);
  }
  const one = await loadLesson(join(root.path, "course", "one"), "course/one");
  const given = async (path: string) => {
    const image = await lessonAsset(one, path);
    return image && readFile(image.file, "utf8");
  };
  expect(await Promise.all(["assets/own.png", "course/assets/near.png", "assets/shared.png"].map(given))).toEqual(["course/one/assets/own.png", "course/assets/near.png", "assets/shared.png"]);
  expect(await Promise.all(["someone/assets/shared.png", "someone/assets/near.png", "someone/assets/own.png"].map(given))).toEqual(["assets/shared.png", "course/assets/near.png", "course/one/assets/own.png"]);
  expect(await Promise.all(["someone/assets/none.png", "someone/assets/../../course/secret.png", "a/someone/assets/near.png", "course/secret.png", "assets/../course/secret.png", "../assets/near.png", "assets/own.txt"].map(given))).toEqual(Array(7).fill(undefined));
  const src = (markdown: string, file = "step1/text.md") => /src="([^"]*)"/.exec(renderMarkdown(markdown, { file, lessonId: "course/one", language: "en", assetPrefix: "/a/" }))?.[1];
  expect(["![a](../../assets/near.png)", "![a](../../../assets/shared.png)", "![a](/one/assets/own.png)", "![a](/course/one/assets/own.png)", "![a](../../secret.png)", "![a](../../../../assets/x.png)"].map((text) => src(text))).toEqual([
    "/a/course/assets/near.png",
    "/a/assets/shared.png",
    "/a/assets/own.png",
    "/a/assets/own.png",
    undefined,
    undefined,
  ]);
});
