import { Frame } from "../frame/frame.tsx";
import { Icon } from "../design/icon.tsx";
import { VenueNotice } from "../design/venue-notice.tsx";
import { ConnectionBanner } from "../frame/connection-banner.tsx";
import { SessionMenu } from "../frame/session-menu.tsx";
import { StageList } from "../preparing/stage-list.tsx";
import "../preparing/preparing.css";
import { session, venue } from "../session.ts";
import { t } from "../preferences/language.ts";
import { CourseSection } from "./course-section.tsx";
import { groupLessons } from "./course.ts";
import { LessonCard } from "./lesson-card.tsx";
import "./lessons.css";

/** The lessons of the workshop to choose from. */
export function Lessons() {
  const known = venue.value;
  const status = known?.status;
  const unfinished = status?.status === "preparing" ? status.stages : [];
  return (
    <Frame end={<SessionMenu />}>
      <ConnectionBanner />
      <div class="lessons">
        <div class="lessons-head">
          <p>{t("lessons.hello", { name: session.value?.nickname ?? "" })}</p>
          <h1>{known?.title || t("lessons.title")}</h1>
          <p class="lessons-text">{t("lessons.text")}</p>
        </div>
        <VenueNotice status={status} />
        {unfinished.length > 0 && (
          <section class="lessons-preparing">
            <h2>{t("preparing.title")}</h2>
            <StageList stages={unfinished} />
          </section>
        )}
        {known?.lessons.length ? (
          groupLessons(known.lessons, known.courses).map(({ course, lessons }) =>
            course ? (
              <CourseSection key={`course ${course.id}`} course={course} lessons={lessons} waiting={unfinished.length > 0} />
            ) : (
              <ul key={lessons[0]?.id} class="cards">
                {lessons.map((lesson) => (
                  <LessonCard key={lesson.id} lesson={lesson} waiting={unfinished.length > 0} />
                ))}
              </ul>
            ),
          )
        ) : (
          <div class="notice">
            <Icon name="lessons" />
            <div>
              <strong>{t("lessons.empty")}</strong>
              {t("lessons.empty.text")}
            </div>
          </div>
        )}
      </div>
    </Frame>
  );
}
