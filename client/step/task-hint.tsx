import { effect, signal } from "@preact/signals";
import { socket } from "../connection.ts";
import { Icon } from "../design/icon.tsx";
import { t } from "../preferences/language.ts";
import { environmentId } from "../terminals/terminals.ts";

/** What the task's own script says now. */
const hint = signal<{ step: number; html: string } | undefined>(undefined);

/** The hint that a challenge gives by itself, once its learner has been at the task for as long as its author thinks. */
export function TaskHint({ step }: { step: number }) {
  const now = hint.value;
  const html = now?.step === step ? now.html : "";
  return (
    <div role="status">
      {html && (
        <div class="notice task-hint">
          <Icon name="hint" />
          <div>
            <strong>{t("step.taskHint")}</strong>
            <p dangerouslySetInnerHTML={{ __html: html }} />
          </div>
        </div>
      )}
    </div>
  );
}

socket.on("task:hint", (told) => (hint.value = told));

// What was said was about another environment.
let saidIn: string | undefined;
effect(() => {
  const id = environmentId.value;
  if (id !== saidIn) hint.value = undefined;
  saidIn = id;
});
