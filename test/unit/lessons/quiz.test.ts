import { describe, expect, test } from "vitest";
import { loadLesson } from "../../../lessons/load.ts";
import { readText, renderMarkdown } from "../../../lessons/markdown.ts";
import type { Quiz } from "../../../lessons/markdown/quiz.ts";
import { renderLesson } from "../../../lessons/page.ts";
import { judgeQuiz, type QuizGiven } from "../../../lessons/quiz/judge.ts";
import { quizMistakes } from "../../../lessons/quiz/mistakes.ts";
import { readTexts } from "../../../lessons/read-texts.ts";

const fixtures = new URL("../../fixtures/", import.meta.url).pathname;
const render = (markdown: string): string => renderMarkdown(markdown, { file: "step.md", lessonId: "lesson", language: "en", assetPrefix: "/a/" });
const place = (number: number): string => `<div class="quiz" data-quiz="${number}"></div>\n`;

/** A quiz in one line. */
function said({ kind, question, options }: Quiz): string {
  return `${kind} ${question}: ${options.map(({ text, right, contains, said: words }) => `${right ? "+" : "-"}${contains ? "~" : ""}${text}${words ? ` (${words})` : ""}`).join(", ")}`;
}

describe("quizzes of Katacoda and Killercoda", () => {
  test.each([
    [">>Q1: Enter it<<\n=== --memory 150m\n", "text Enter it: +--memory 150m"],
    [">>Q2: What is it ? <<\n=~= cgroups", "text What is it ?: +~cgroups"],
    [">>Q3: One <<\n(*) Correct\n( ) Incorrect", "one One: +Correct, -Incorrect"],
    [">>Q4: Which? <<\n() Pool 1\n(*) Pool 0\n", "one Which?: -Pool 1, +Pool 0"],
    [">>Q5: Several<<\n[ ] /etc/a\n[*] /etc/b\n[*] /etc/c", "several Several: -/etc/a, +/etc/b, +/etc/c"],
    [">> Without a number <<\n\n(*) yes\n\n( ) no\n", "one Without a number: +yes, -no"],
    [">>Q1: What sends errors away?<<\n( ) >>\n(*) 2>\n( ) <\n( ) |", "one What sends errors away?: ->>, +2>, -<, -|"],
    [">>Q1: Several words do<<\n=== a\n=== b", "text Several words do: +a, +b"],
    [">>Q1: Why?<<\n( ) a\n    Because it is\n    not.\n(*) b\n  Yes.\n", "one Why?: -a (Because it is not.), +b (Yes.)"],
  ])("%j", (markdown, expected) => {
    expect(readText(markdown).quizzes.map(said)).toEqual([expected]);
  });

  test("stand where they were written, also directly below text and in folded parts", () => {
    const html = render("Now try:\n>>Q1: a<<\n(*) b\n\nBetween.\n\n<details>\n<summary>More</summary>\n>>Q2: c<<\n=== d\n</details>\n\n* a list\n>>Q3: e<<\n[*] f\nAfter.\n");
    expect(html.replace(/\n/g, "")).toBe(
      `<p>Now try:</p>${place(0)}<p>Between.</p><details><summary>More</summary>${place(1)}</details><ul><li>a list</li></ul>${place(2)}<p>After.</p>`.replace(/\n/g, ""),
    );
  });

  test.each(["```\n>>Q1: a<<\n(*) b\n```", "<pre>\n>>Q1: a<<\n(*) b\n</pre>", "<!--\n>>Q1: a<<\n(*) b\n-->", ">>Q1: nothing follows<<\n\nText.", "> > quoted\n", ">>> a << b\n(*) c"])("%j holds none", (markdown) => {
    expect(readText(markdown).quizzes).toEqual([]);
    expect(render(markdown)).not.toContain("data-quiz");
  });

  test("never reach the page with their answers, and show what is no markdown as it is", async () => {
    const page = renderLesson(await loadLesson(`${fixtures}server-lessons/valid-quiz`), "en");
    expect(page.steps[0]).toMatchObject({ html: place(0) + place(1), quizzes: [{ kind: "one", question: "How many nodes?", options: ["none", "one", "three"] }, { kind: "several" }] });
    expect(page.steps[1]?.quizzes).toEqual([{ kind: "text", question: "Which command lists files?", options: [] }]);
    expect(JSON.stringify(page)).not.toMatch(/right|nothing|says so|belongs to the node|=== ?ls/);
  });
});

describe("an answer", () => {
  const [one, several, text] = readText(">>a<<\n( ) x\n  no x\n(*) y\n  yes y\n\n>>b<<\n[*] x\n  yes x\n[ ] y\n  no y\n[*] z\n\n>>c<<\n=== Get Pods\n=~= replica\n").quizzes as [Quiz, Quiz, Quiz];
  test.each<[Quiz, QuizGiven, boolean, string[]]>([
    [one, { chosen: [1] }, true, ["yes y"]],
    [one, { chosen: [0] }, false, ["no x"]],
    [one, { chosen: [0, 1] }, false, ["no x"]],
    [one, { chosen: [] }, false, []],
    [one, { chosen: [7] }, false, []],
    [one, { text: "y" }, false, []],
    [several, { chosen: [2, 0] }, true, ["yes x"]],
    [several, { chosen: [0] }, false, []],
    [several, { chosen: [0, 2, 0] }, true, ["yes x"]],
    [several, { chosen: [0, 1, 2] }, false, ["no y"]],
    [text, { text: "  Get   Pods " }, true, []],
    [text, { text: "Ｇｅｔ　Ｐｏｄｓ" }, true, []],
    [text, { text: "get pods" }, false, []],
    [text, { text: "The REPLICASET" }, true, []],
    [text, { text: "" }, false, []],
    [text, { chosen: [0] }, false, []],
  ])("%# is judged, and a wrong one is told only what belongs to it", (quiz, given, right, words) => {
    expect(judgeQuiz(quiz, given)).toEqual({ right, said: words });
  });
});

describe("mistakes in quizzes", () => {
  test("are told with their lines, and keep a lesson of ours from loading", async () => {
    await expect(loadLesson(`${fixtures}lessons/invalid-quiz`)).rejects.toThrow(
      /_ja\/one\.md:1: has 1 quizzes where one\.md has 2\none\.md:3: the quiz "None is right" has no right answer: mark it with \(\*\)\none\.md:7: the quiz "Two are right" has 2 right answers/,
    );
  });

  test("there are none in good ones", () => {
    const texts = { en: { file: "a.md", markdown: ">>a<<\n[*] x\n[*] y" }, ja: { file: "_ja/a.md", markdown: ">>あ<<\n[ ] x\n[*] y" } };
    const { readings } = readTexts(Object.values(texts));
    expect([...readings.values()].map(({ quizzes }) => quizzes.length)).toEqual([1, 1]);
    expect(quizMistakes(texts, readings)).toEqual([]);
  });
});
