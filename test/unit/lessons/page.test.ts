import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { lessonAsset } from "../../../lessons/asset.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { loadLesson } from "../../../lessons/load.ts";
import { lessonSummary, renderLesson } from "../../../lessons/page.ts";
import type { LessonPage, LessonSummary } from "../../../server/protocol.ts";

const fixtures = new URL("../../fixtures/lessons/", import.meta.url).pathname;
let bilingual: Lesson;
let katacoda: Lesson;
beforeAll(async () => {
  bilingual = await loadLesson(join(fixtures, "valid-bilingual"));
  katacoda = await loadLesson(join(fixtures, "valid-katacoda"));
});

describe("a lesson's page", () => {
  test("has the wire's shape, in the language asked for, with the other one where a text is missing", () => {
    const page: LessonPage = renderLesson(bilingual, "ja", { assetPrefix: "/a/" });
    expect(page).toEqual({
      id: "valid-bilingual",
      layout: { files: [], ports: [], links: [], editor: false, terminals: 1, terminalNames: [], message: "" },
      language: "ja",
      title: "二つの言語",
      steps: [
        { title: "見る", html: expect.stringContaining('src="/a/_ja/look/picture.png" alt="絵"'), quizzes: [], notices: [], hasCheck: true, recheckSeconds: 3, hasSolve: true, hint: "<p>ヒントです。</p>\n", solution: expect.stringContaining("hljs") },
        { title: "No check", html: "<p>Nothing to do.</p>\n", quizzes: [], notices: [], hasCheck: false, recheckSeconds: 0, hasSolve: false, hint: "<p>Just <em>read</em>.</p>\n" },
      ],
    });
  });

  test("says which language it is in when the author has written one only", () => {
    expect(renderLesson(katacoda, "ja")).toMatchObject({ language: "en", intro: { title: "Introduction", html: "<p>Welcome.</p>\n" }, steps: [{}, { title: "Look at it" }] });
  });

  test("shows the author's answer folded", () => {
    expect(renderLesson(katacoda, "en").steps[0]?.html).toContain('<details class="answer"><summary>Answer</summary><p>Like this: <button type="button" data-action="copy" data-command="helm version"');
  });

  test("shows a solution that can be run, and nothing in it runs on the page", () => {
    const solve = { file: "look/solve.sh", source: `#!/bin/bash\necho "<img src=x onerror=alert(1)>" \`\`\` </code></pre><script>alert(2)</script>\n` };
    const [first] = renderLesson({ ...bilingual, steps: [{ ...bilingual.steps[0]!, solve }] }, "ja").steps;
    expect(first?.solution).toContain('<span class="hljs-built_in">echo</span>');
    expect(first?.solution).toContain("&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;alert(2)&lt;/script&gt;");
    expect(first?.solution).not.toMatch(/<(script|img)/);
    expect(first?.solution).toContain(">コピー</button>");
  });

  test("is rendered once", () => {
    expect(renderLesson(bilingual, "en")).toBe(renderLesson(bilingual, "en"));
    expect(renderLesson(bilingual, "en")).not.toBe(renderLesson(bilingual, "en", { assetPrefix: "/b/" }));
  });

  test("has a summary of the wire's shape", () => {
    const summary: LessonSummary = lessonSummary(bilingual);
    expect(summary).toEqual({ id: "valid-bilingual", title: { en: "Two languages", ja: "二つの言語" }, description: { en: "Ours" }, stepCount: 2 });
    expect(lessonSummary(katacoda)).toMatchObject({ time: { en: "10" }, difficulty: { en: "beginner" } });
  });
});

describe("a lesson's images", () => {
  test("are given by their path", async () => {
    const image = await lessonAsset(bilingual, "picture.png");
    expect(image?.type).toBe("image/png");
    expect((await readFile(image!.file)).subarray(1, 4).toString()).toBe("PNG");
    expect(await lessonAsset(bilingual, "_ja/look/picture.png")).toBeDefined();
  });

  test.each(["look/verify.sh", "index.json", "missing.png", "../valid-bilingual/picture.png", "/etc/x.png", "", ".png", "a\0.png", "look/../picture.png", "..\\picture.png", "look"])("%j is not given", async (path) => {
    expect(await lessonAsset(bilingual, path)).toBeUndefined();
  });
});
