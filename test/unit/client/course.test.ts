import { expect, test } from "vitest";
import { groupLessons, lessonAfter, stepsPassed } from "../../../client/lessons/course.ts";
import type { CourseSummary, LessonSummary } from "../../../server/protocol.ts";

const lesson = (id: string): LessonSummary => ({ id, title: { en: id }, description: {}, stepCount: 4 });
const lessons = ["first-steps", "k/chat", "k/chaos", "other", "more"].map(lesson);
const course: CourseSummary = { id: "k", title: { en: "K" }, description: {}, lessons: ["k/chat", "k/chaos"] };

test("a course stands where its first lesson stands, in its own order, and others keep together", () => {
  const turned = { ...course, lessons: ["k/chaos", "k/chat"] };
  expect(groupLessons(lessons, [turned]).map((group) => [group.course?.id, group.lessons.map(({ id }) => id)])).toEqual([
    [undefined, ["first-steps"]],
    ["k", ["k/chaos", "k/chat"]],
    [undefined, ["other", "more"]],
  ]);
  expect(groupLessons(lessons, [])).toEqual([{ lessons }]);
  expect(groupLessons([], [course])).toEqual([]);
});

test("a lesson may stand in several courses, and each calls it as it likes", () => {
  const other: CourseSummary = { id: "o", title: { en: "O" }, description: {}, lessons: ["k/chaos"], names: { "k/chaos": { title: { en: "Here it is called so" } } } };
  expect(groupLessons(lessons, [course, other]).map((group) => [group.course?.id, group.lessons.map(({ title }) => title.en)])).toEqual([
    [undefined, ["first-steps"]],
    ["k", ["k/chat", "k/chaos"]],
    ["o", ["Here it is called so"]],
    [undefined, ["other", "more"]],
  ]);
});

test("the next lesson is the one that follows in the course", () => {
  const after = (id: string) => lessonAfter(id, lessons, [course])?.id;
  expect([after("first-steps"), after("k/chat"), after("k/chaos"), after("unknown")]).toEqual([undefined, "k/chaos", undefined, undefined]);
});

test("passed steps are counted over all lessons, and never more than there are", () => {
  expect(stepsPassed(lessons.slice(1, 3), { "k/chat": 4, "k/chaos": 9, "other": 1 })).toEqual({ done: 8, count: 8 });
  expect(stepsPassed(lessons, {})).toEqual({ done: 0, count: 20 });
});
