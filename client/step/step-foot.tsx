import type { LessonPage, LessonStepPage, WindowRecord } from "../../server/protocol.ts";
import { confirm } from "../design/confirm.tsx";
import { Icon } from "../design/icon.tsx";
import { session } from "../session.ts";
import { t } from "../preferences/language.ts";
import { LessonEnd } from "../lessons/lesson-end.tsx";
import { Before } from "../timeline/before.tsx";
import { isRunning, recordOf } from "../timeline/records.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { check, checkOf, solve, solveOf } from "./checks.ts";
import { CheckPanel } from "./check-panel.tsx";
import { goToStep } from "./go.ts";
import { goToOpenQuiz } from "./quiz/place-quizzes.tsx";
import { openQuizzes } from "./quiz/quizzes.ts";
import { StepSolution } from "./step-solution.tsx";
import { TaskHint } from "./task-hint.tsx";
import { quizzesOf, type WayOn, wayOn } from "./way-on.ts";

/** What can be done with the step: back, have it done, check it, go on; and above it what the check has answered. */
export function StepFoot({ page, step }: { page: LessonPage; step: number }) {
  const current = page.steps[step];
  const passed = session.value?.passed.includes(step) ?? false;
  const first = page.intro ? -1 : 0;
  const way = wayOn(page, step, { passed, open: openQuizzes(step, quizzesOf(page, step).length) });
  const record = current?.window ? recordOf(step) : undefined;
  return (
    <footer class="step-foot">
      {current && <CheckPanel step={step} passed={passed} recheckSeconds={current.recheckSeconds} button={checkWords(current, record)} silent={isRunning(record) || (passed && record?.verdict?.result === "intact")} />}
      {current && !passed && <TaskHint step={step} />}
      {current?.window && !record && <Before window={current.window} />}
      <div class="step-buttons">
        {step > first && (
          <button type="button" class="button quiet step-back" aria-label={t("step.back")} title={t("step.back")} onClick={() => goToStep(step - 1)}>
            <Icon name="left" />
            <span>{t("step.back")}</span>
          </button>
        )}
        <span class="step-space" />
        {current && <SolveButton current={current} step={step} lang={page.language} />}
        {way.to === "end" ? (
          <>
            {current?.hasCheck && <CheckButton current={current} step={step} />}
            <LessonEnd lessonId={page.id} quiet={way.first !== undefined} />
            {way.first === "quiz" && <QuizButton />}
          </>
        ) : (
          <GoOn current={current} step={step} first={way.first} />
        )}
      </div>
      {current && record && <Timeline key={step} record={record} title={`${page.title} · ${current.title}`} />}
    </footer>
  );
}

function GoOn({ current, step, first }: { current?: LessonStepPage; step: number; first?: WayOn["first"] }) {
  const go = () => goToStep(step + 1);
  if (first) {
    return (
      <>
        <button type="button" class="button quiet" onClick={go}>
          {t("step.skip")}
        </button>
        {current && first === "check" ? <CheckButton current={current} step={step} primary /> : <QuizButton />}
      </>
    );
  }
  return (
    <>
      {current?.hasCheck && <CheckButton current={current} step={step} />}
      <button type="button" class="button primary step-on" onClick={go}>
        {current ? t("step.continue") : t("step.begin")}
        <Icon name="right" />
      </button>
    </>
  );
}

function QuizButton() {
  return (
    <button type="button" class="button primary" onClick={goToOpenQuiz}>
      <Icon name="question" />
      {t("quiz.open")}
    </button>
  );
}

function checkWords(current: LessonStepPage, record: WindowRecord | undefined): string {
  if (!current.window) return t("check.do");
  return t(record ? "timeline.again" : "timeline.start");
}

function CheckButton({ current, step, primary = false }: { current: LessonStepPage; step: number; primary?: boolean }) {
  const record = current.window ? recordOf(step) : undefined;
  const running = checkOf(step).state === "running" || isRunning(record);
  const words = running ? t(current.window ? "timeline.running" : "check.running") : checkWords(current, record);
  return (
    <button type="button" class={primary ? "button primary" : "button"} aria-disabled={running} onClick={() => !running && check(step)}>
      {running ? <span class="spinner" aria-hidden="true" /> : <Icon name={current.window ? "play" : "check"} />}
      {words}
    </button>
  );
}

function SolveButton({ current, step, lang }: { current: LessonStepPage; step: number; lang: string }) {
  if (!current.hasSolve) return null;
  const running = solveOf(step)?.state === "running";
  const click = async () => {
    if (running) return;
    const more = current.solution && <StepSolution html={current.solution} lang={lang} />;
    if (await confirm({ title: t("solve.title"), text: t("solve.text"), more, action: t("solve.confirm") })) await solve(step);
  };
  const words = running ? t("solve.running") : t("solve.do");
  return (
    <button type="button" class="button quiet step-solve" aria-label={words} title={words} aria-disabled={running} onClick={click}>
      {running ? <span class="spinner" aria-hidden="true" /> : <Icon name="hand" />}
      <span>{words}</span>
    </button>
  );
}
