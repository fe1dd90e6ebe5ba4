import { Icon } from "../design/icon.tsx";
import { ProgressBar } from "../design/progress-bar.tsx";
import { t } from "../preferences/language.ts";

/** How many steps of a lesson or a course are passed. */
export function PassedSteps({ done, count }: { done: number; count: number }) {
  const text = done === count ? t("lessons.finished") : t("lessons.progress", { done, count });
  return (
    <div class={done === count ? "card-progress finished" : "card-progress"}>
      <ProgressBar value={done / count} label={text} />
      <p>
        {done === count && <Icon name="check" />}
        {text}
      </p>
    </div>
  );
}
