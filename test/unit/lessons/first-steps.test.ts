import { beforeAll, describe, expect, test } from "vitest";
import type { Course } from "../../../lessons/find-lessons.ts";
import type { Lesson, LessonLanguage } from "../../../lessons/lesson.ts";
import { loadLessons } from "../../../lessons/load-all.ts";
import { renderLesson } from "../../../lessons/page.ts";

const root = new URL("../../../lessons/", import.meta.url).pathname;
let lessons: Lesson[];
let courses: Course[];
beforeAll(async () => {
  const shelf = await loadLessons(root);
  expect(shelf.broken).toEqual([]);
  courses = shelf.courses;
  lessons = shelf.lessons;
});

/** What the author's `not_yet` calls say, by language. */
function messagesOf(source: string): { en: string; ja: string }[] {
  return [...source.matchAll(/not_yet(?:\s|\\\n)+en "((?:[^"\\]|\\.)*)"(?:\s|\\\n)+ja "((?:[^"\\]|\\.)*)"/g)].map(([, en = "", ja = ""]) => ({ en, ja }));
}

function actionsOf(html: string): string[] {
  return [...html.matchAll(/<button[^>]*data-action="(run|preview)"[^>]*>/g)].map(([tag]) => tag.replace(/ (?:aria-label|title)="[^"]*"/g, ""));
}

function partsOf(lesson: Lesson, language: LessonLanguage): string[] {
  const page = renderLesson(lesson, language);
  return [page.intro?.html ?? "", ...page.steps.flatMap((step) => [step.html, step.hint ?? ""]), page.finish?.html ?? ""];
}

describe("lessons of ours", () => {
  test("the first one is there", () => {
    expect(lessons.map((lesson) => lesson.id)).toContain("first-steps");
  });

  test("the hands-on has its four lessons, in this order", () => {
    const [course] = courses.filter(({ id }) => id === "cndjp3");
    expect(course?.lessons).toEqual(["layers", "chat", "sessions", "chaos"].map((name) => `cndjp3/${name}`));
    expect(lessons.map(({ id }) => id).filter((id) => id.startsWith("cndjp3/"))).toEqual(course?.lessons);
  });

  test("nothing to advise their authors about, and their checks are out of the learner's reach", () => {
    for (const lesson of lessons) {
      expect(lesson.lint, lesson.id).toEqual([]);
      expect(lesson.verifyAs, lesson.id).toBe("checker");
    }
  });

  test("every step has a check, a solution and a hint, and everything is written in both languages", () => {
    for (const lesson of lessons) {
      for (const [index, step] of lesson.steps.entries()) {
        const name = `${lesson.id} step ${index + 1}`;
        expect([step.verify, step.solve, step.text.ja, step.text.en, step.title.ja, step.title.en, step.hint?.ja, step.hint?.en].every(Boolean), name).toBe(true);
      }
      for (const part of [lesson.intro, lesson.finish]) expect([part?.text.ja, part?.text.en, part?.title.ja, part?.title.en].every(Boolean), lesson.id).toBe(true);
      for (const words of [lesson.title, lesson.description, lesson.time, lesson.difficulty]) expect(Object.keys(words).sort(), lesson.id).toEqual(["en", "ja"]);
    }
  });

  test("both languages click the same commands in the same order", () => {
    for (const lesson of lessons) {
      const japanese = partsOf(lesson, "ja").map(actionsOf);
      expect(japanese).toEqual(partsOf(lesson, "en").map(actionsOf));
      expect(japanese.flat().length).toBeGreaterThan(lesson.steps.length);
    }
  });

  test("no markdown is left over in the pages", () => {
    for (const lesson of lessons) {
      for (const language of ["ja", "en"] as const) {
        for (const html of partsOf(lesson, language)) expect(html.replace(/<code[\s\S]*?<\/code>/g, "").replace(/<[^>]*>/g, "")).not.toMatch(/\*\*|`|\{\{|^#|\]\(/m);
      }
    }
  });

  test("every message of a check is there in both languages, and short, and most name a command to look or go on with", () => {
    for (const lesson of lessons) {
      let naming = 0;
      let said = 0;
      for (const { verify } of lesson.steps) {
        const source = verify?.source ?? "";
        const messages = messagesOf(source);
        expect(messages.length, verify?.file).toBe(source.match(/\bnot_yet\b/g)?.length);
        expect(messages.length).toBeGreaterThan(0);
        for (const { en, ja } of messages) {
          expect(Math.max(en.length, ja.length), en).toBeLessThan(200);
          said++;
          if ([en, ja].every((words) => /\b(?:kubectl|kcat|curl|chat) /.test(words))) naming++;
        }
      }
      expect(naming / said, lesson.id).toBeGreaterThan(0.85);
    }
  });

  test("checks limit every network call and do not hide what fails", () => {
    for (const lesson of lessons) {
      for (const { verify } of lesson.steps) {
        const code = (verify?.source ?? "").replace(/^\s*#.*$/gm, "").replace(/"(?:[^"\\]|\\.)*"/g, '""');
        for (const call of code.match(/\bkubectl\b[^\n]*/g) ?? []) expect(call, verify?.file).toContain("--request-timeout=");
        for (const call of code.match(/\bcurl\b[^\n]*/g) ?? []) expect(call, verify?.file).toContain("--max-time");
        expect(code, verify?.file).not.toMatch(/\bset -\w*e|\|\| true|^exit 0/m);
      }
    }
  });
});
