import type { CourseSummary, LessonSummary } from "../../server/protocol.ts";

/** Lessons that are shown together: those of a course, or neighbours that belong to none. */
export interface LessonGroup {
  course?: CourseSummary;
  lessons: LessonSummary[];
}

/** The lessons in their order, courses kept together where their first lesson stands. */
export function groupLessons(lessons: readonly LessonSummary[], courses: readonly CourseSummary[]): LessonGroup[] {
  const groups: LessonGroup[] = [];
  for (const lesson of lessons) {
    const own = courses.filter((one) => one.lessons.includes(lesson.id));
    for (const course of own.filter(({ id }) => !groups.some((group) => group.course?.id === id))) groups.push({ course, lessons: lessonsOf(course, lessons) });
    if (own.length > 0) continue;
    const last = groups.at(-1);
    if (last && !last.course) last.lessons.push(lesson);
    else groups.push({ lessons: [lesson] });
  }
  return groups;
}

/** A course's lessons in its order, under the names that it gives them. */
function lessonsOf(course: CourseSummary, lessons: readonly LessonSummary[]): LessonSummary[] {
  return course.lessons.flatMap((id) => {
    const lesson = lessons.find((one) => one.id === id);
    return lesson ? [{ ...lesson, ...course.names?.[id] }] : [];
  });
}

/** The lesson that follows in the same course; undefined behind the last one and outside of courses. */
export function lessonAfter(lessonId: string, lessons: readonly LessonSummary[], courses: readonly CourseSummary[]): LessonSummary | undefined {
  for (const course of courses) {
    const index = course.lessons.indexOf(lessonId);
    if (index !== -1) return lessons.find(({ id }) => id === course.lessons[index + 1]);
  }
  return undefined;
}

/** Passed steps and all steps of some lessons; a lesson whose author has taken steps away since counts as many as it has. */
export function stepsPassed(lessons: readonly LessonSummary[], passedCounts: Readonly<Record<string, number>>): { done: number; count: number } {
  const sum = (of: (lesson: LessonSummary) => number): number => lessons.reduce((total, lesson) => total + of(lesson), 0);
  return { done: sum(({ id, stepCount }) => Math.min(stepCount, passedCounts[id] ?? 0)), count: sum(({ stepCount }) => stepCount) };
}
