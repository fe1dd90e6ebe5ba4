import { useLayoutEffect, useRef } from "preact/hooks";
import type { LessonPage, LessonPartPage } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { session } from "../session.ts";
import { language, t } from "../preferences/language.ts";
import { describeTrouble } from "../trouble.ts";
import { askedLanguage, lessonPage, lessonTrouble } from "./lesson-page.ts";
import { StepFoot } from "./step-foot.tsx";
import { StepHint } from "./step-hint.tsx";
import { StepList } from "./step-list.tsx";
import { StepNotices } from "./step-notices.tsx";
import { StepText } from "./step-text.tsx";
import "./code.css";
import "./prose.css";
import "./step.css";

/** The left side: one step of the lesson, what to do with it, and the way to the others. */
export function StepPanel() {
  const page = lessonPage.value;
  if (!page) return <Missing />;
  const step = Math.min(Math.max(session.value?.step ?? -1, page.intro ? -1 : 0), page.finish ? page.steps.length : page.steps.length - 1);
  return <Step page={page} step={step} />;
}

function Step({ page, step }: { page: LessonPage; step: number }) {
  const title = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useLayoutEffect(() => {
    // Keyboards and screen readers start at the new step's title, also where a lesson was entered by a button that is gone now; after a reload the focus stays where the page begins.
    const entered = document.activeElement === document.body && navigator.userActivation?.hasBeenActive;
    if (before.current !== step || entered) title.current?.focus({ preventScroll: true });
    before.current = step;
  }, [step]);
  const shown = shownOf(page, step);
  return (
    <section class="step" aria-labelledby="step-title">
      <StepList page={page} step={step} />
      <div class="step-scroll" tabIndex={-1}>
        <div class="step-body">
          {askedLanguage.value === language.value && page.language !== language.value && (
            <p class="notice">
              <Icon name="info" />
              {t("lessons.untranslated")}
            </p>
          )}
          <h2 ref={title} id="step-title" tabIndex={-1} lang={page.language}>
            {shown.title}
          </h2>
          <StepNotices notices={shown.notices} />
          <StepText html={shown.html} lang={page.language} place={`${page.id} ${step}`} quizzes={{ lessonId: page.id, step, quizzes: shown.quizzes }} />
          <StepHint key={`${page.id} ${step}`} html={page.steps[step]?.hint} lang={page.language} />
        </div>
      </div>
      <StepFoot page={page} step={step} />
      <p id="step-said" class="heard-only" role="status" />
    </section>
  );
}

function shownOf(page: LessonPage, step: number): LessonPartPage {
  if (step < 0 && page.intro) return { ...page.intro, title: page.intro.title || page.title };
  if (step >= page.steps.length && page.finish) return { ...page.finish, title: page.finish.title || t("step.finish") };
  return page.steps[step] ?? { title: page.title, html: "", quizzes: [], notices: [] };
}

function Missing() {
  const trouble = lessonTrouble.value;
  return (
    <section class="step" aria-busy={!trouble}>
      <div class="step-missing">
        {trouble ? (
          <div class="notice bad" role="alert">
            <Icon name="warning" />
            <div>
              <strong>{t("step.failed")}</strong>
              {describeTrouble(trouble)}
            </div>
          </div>
        ) : (
          <p role="status">
            <span class="spinner" aria-hidden="true" /> {t("step.loading")}
          </p>
        )}
      </div>
    </section>
  );
}
