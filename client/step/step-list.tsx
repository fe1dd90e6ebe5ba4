import type { LessonPage } from "../../server/protocol.ts";
import { Icon } from "../design/icon.tsx";
import { Popover } from "../design/popover.tsx";
import { session } from "../session.ts";
import { t } from "../preferences/language.ts";
import { goToStep } from "./go.ts";

/** Where one is in the lesson: a line of segments, and the list of all steps behind it. */
export function StepList({ page, step }: { page: LessonPage; step: number }) {
  const passed = new Set(session.value?.passed);
  const count = page.steps.length;
  const here = step < 0 ? t("step.intro") : step >= count ? t("step.finish") : t("step.number", { step: step + 1, count });
  const entries = [
    ...(page.intro ? [{ index: -1, title: page.intro.title || t("step.intro") }] : []),
    ...page.steps.map(({ title }, index) => ({ index, title })),
    ...(page.finish ? [{ index: count, title: page.finish.title || t("step.finish") }] : []),
  ];
  return (
    <nav class="step-nav" aria-label={t("step.list")}>
      <Popover
        button={
          <>
            <Icon name="steps" />
            {here}
            <Icon name="down" />
          </>
        }
      >
        {(close) => (
          <ol class="step-entries">
            {entries.map(({ index, title }) => (
              <li key={index}>
                <button
                  type="button"
                  aria-current={index === step ? "step" : undefined}
                  onClick={() => {
                    close();
                    void goToStep(index);
                  }}
                >
                  <span class={passed.has(index) ? "step-sign passed" : "step-sign"} aria-hidden="true">
                    {passed.has(index) ? <Icon name="check" /> : index < 0 || index >= count ? "·" : index + 1}
                  </span>
                  <span lang={page.language}>{title}</span>
                  {passed.has(index) && <span class="heard-only">({t("step.passed")})</span>}
                </button>
              </li>
            ))}
          </ol>
        )}
      </Popover>
      <span class="segments" aria-hidden="true">
        {page.steps.map((_, index) => (
          <span key={index} class={`segment${passed.has(index) ? " passed" : ""}${index === step ? " here" : ""}`} />
        ))}
      </span>
    </nav>
  );
}
