import { useState } from "preact/hooks";
import type { LessonSummary } from "../../server/protocol.ts";
import { ask } from "../connection.ts";
import { Icon } from "../design/icon.tsx";
import { say } from "../design/toasts.tsx";
import { leaveLesson } from "../frame/leaving.ts";
import { localized, t } from "../preferences/language.ts";
import { venue } from "../session.ts";
import { describeTrouble } from "../trouble.ts";
import { lessonAfter } from "./course.ts";

/** What follows a lesson: the next one of its course, or the list of all. `quiet`: something is to be done before. */
export function LessonEnd({ lessonId, quiet }: { lessonId: string; quiet: boolean }) {
  const next = lessonAfter(lessonId, venue.value?.lessons ?? [], venue.value?.courses ?? []);
  return (
    <>
      <button type="button" class={next || quiet ? "button quiet" : "button primary"} onClick={leaveLesson}>
        {t("step.finished")}
        {!next && <Icon name="right" />}
      </button>
      {next && <NextLesson lesson={next} quiet={quiet} />}
    </>
  );
}

/** Goes into the next lesson of the course, in a fresh environment: its own preparation brings what its first step needs. */
function NextLesson({ lesson, quiet }: { lesson: LessonSummary; quiet: boolean }) {
  const [busy, setBusy] = useState(false);
  const go = async () => {
    if (busy) return;
    setBusy(true);
    const reply = await ask("lesson:start", { lessonId: lesson.id });
    setBusy(false);
    if (!reply.ok) say(describeTrouble(reply.problem), "bad");
  };
  return (
    <button type="button" class={quiet ? "button" : "button primary"} aria-disabled={busy} onClick={go}>
      {busy && <span class="spinner" aria-hidden="true" />}
      {t("step.next", { title: localized(lesson.title) })}
      {!busy && <Icon name="right" />}
    </button>
  );
}
