import type { CourseSummary, LessonSummary } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { localized, t } from "../preferences/language.ts";
import { session } from "../session.ts";
import { stepsPassed } from "./course.ts";
import { LessonCard } from "./lesson-card.tsx";
import { PassedSteps } from "./passed-steps.tsx";

interface CourseSectionProps {
  course: CourseSummary;
  lessons: readonly LessonSummary[];
  waiting: boolean;
}

/** A course: what it is about, how far one is, and its lessons in their order. */
export function CourseSection({ course, lessons, waiting }: CourseSectionProps) {
  const { done, count } = stepsPassed(lessons, session.value?.passedCounts ?? {});
  const titleId = `course-${course.id}`;
  return (
    <section class="course" aria-labelledby={titleId}>
      <div class="course-head">
        <h2 id={titleId}>{localized(course.title)}</h2>
        {localized(course.description) && <p>{localized(course.description)}</p>}
        {done > 0 && <PassedSteps done={done} count={count} />}
      </div>
      <ol class="cards">
        {lessons.map((lesson, index) => (
          <LessonCard key={lesson.id} lesson={lesson} waiting={waiting} number={index + 1} />
        ))}
      </ol>
      {course.links && <CourseLinks links={course.links} />}
    </section>
  );
}

/** What belongs to a course and is somewhere else. */
function CourseLinks({ links }: { links: NonNullable<CourseSummary["links"]> }) {
  return (
    <ul class="cards">
      {links.map(({ title, description, href }) => (
        <li key={href} class="card">
          <h3>{title}</h3>
          <p class="card-text">{description}</p>
          <a class="button" href={href} target="_blank" rel="noopener noreferrer">
            {t("lessons.link")}
            <Icon name="right" />
          </a>
        </li>
      ))}
    </ul>
  );
}
