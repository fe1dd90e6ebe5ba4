import { useState } from "preact/hooks";
import type { LessonSummary } from "../../server/protocol.ts";
import { ask } from "../connection.ts";
import { Icon, type IconName } from "../design/icon.tsx";
import { say } from "../design/toasts.tsx";
import { session } from "../session.ts";
import { localized, t } from "../preferences/language.ts";
import { describeTrouble } from "../trouble.ts";
import { stepsPassed } from "./course.ts";
import { PassedSteps } from "./passed-steps.tsx";

/** One lesson: what it is about, how long it takes, and the button that starts it; in a course it has a number. */
export function LessonCard({ lesson, waiting, number }: { lesson: LessonSummary; waiting: boolean; number?: number }) {
  const [busy, setBusy] = useState(false);
  const title = localized(lesson.title);
  const { done } = stepsPassed([lesson], session.value?.passedCounts ?? {});
  const start = async () => {
    if (busy || waiting) return;
    setBusy(true);
    const reply = await ask("lesson:start", { lessonId: lesson.id });
    setBusy(false);
    if (!reply.ok) say(describeTrouble(reply.problem), "bad");
  };
  return (
    <li class="card">
      {number === undefined ? (
        <h2>{title}</h2>
      ) : (
        <h3>
          <span class="card-number">{number}</span>
          {title}
        </h3>
      )}
      <p class="card-text">{localized(lesson.description)}</p>
      <ul class="card-facts">
        <Fact icon="steps" text={t("lessons.steps", { count: lesson.stepCount })} />
        <Fact icon="clock" label={t("lessons.time")} text={localized(lesson.time)} />
        <Fact icon="level" label={t("lessons.difficulty")} text={localized(lesson.difficulty)} />
      </ul>
      {done > 0 && <PassedSteps done={done} count={lesson.stepCount} />}
      <button type="button" class="button primary" aria-disabled={busy || waiting} aria-label={t(done > 0 ? "lessons.reopen" : "lessons.open", { title })} onClick={start}>
        {busy && <span class="spinner" aria-hidden="true" />}
        {busy ? t("lessons.starting") : t(done > 0 ? "lessons.continue" : "lessons.start")}
        {!busy && <Icon name="right" />}
      </button>
    </li>
  );
}

function Fact({ icon, label, text }: { icon: IconName; label?: string; text: string }) {
  if (!text) return null;
  return (
    <li>
      <Icon name={icon} />
      {label && <span class="heard-only">{label}: </span>}
      {text}
    </li>
  );
}
