import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "../preferences/language.ts";
import { Dialog } from "./dialog.tsx";

interface Question {
  title: string;
  text: string;
  /** More about it, below the text. */
  more?: ComponentChildren;
  /** Word on the button that does it. */
  action: string;
  /** Something is lost by it. */
  danger?: boolean;
}

const asked = signal<(Question & { answer: (yes: boolean) => void }) | undefined>(undefined);

/** Asks before something that cannot be taken back; true when the learner wants it. */
export function confirm(question: Question): Promise<boolean> {
  asked.value?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = undefined;
        resolve(yes);
      },
    };
  });
}

/** Where {@link confirm}'s question appears; once on the page. */
export function ConfirmDialog() {
  const question = asked.value;
  if (!question) return null;
  const actions = (
    <>
      <button type="button" class="button" autofocus onClick={() => question.answer(false)}>
        {t("dialog.cancel")}
      </button>
      <button type="button" class={question.danger ? "button danger" : "button primary"} onClick={() => question.answer(true)}>
        {question.action}
      </button>
    </>
  );
  return (
    <Dialog title={question.title} onClose={() => question.answer(false)} actions={actions}>
      <p>{question.text}</p>
      {question.more}
    </Dialog>
  );
}
