import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { QuizGiven, QuizPage } from "../../../server/protocol.ts";
import { Icon } from "../../design/icon.tsx";
import { language, t } from "../../preferences/language.ts";
import { answerQuiz, change, type QuizPlace, rightAnswer, workOn } from "./quizzes.ts";
import "./quiz.css";

interface QuizFormProps {
  place: QuizPlace;
  quiz: QuizPage;
  lang: string;
}

/** One question with what can be answered; once it is right, it rests and shows the answer. */
export function QuizForm({ place, quiz, lang }: QuizFormProps) {
  // Every form is a root of its own, so Preact's own ids would be the same in all of them.
  const id = `quiz-${place.step}-${place.quiz}`;
  const said = useRef<HTMLDivElement>(null);
  const work = workOn(place);
  const right = rightAnswer(place);
  const wrong = !right && work.verdict?.right === false;
  const given = right ?? givenBy(quiz, work);
  const sayAgain = right !== undefined && work.verdict?.language !== language.value;
  // What the author says to the right answer is wanted again after a reload, and in the other language.
  useEffect(() => {
    if (sayAgain) void answerQuiz(place, right);
  }, [sayAgain]);

  const wasRight = useRef(right !== undefined);
  useLayoutEffect(() => {
    // The button that had the focus is gone: the keyboard goes on from here.
    if (right && !wasRight.current && (document.activeElement === document.body || said.current?.parentElement?.contains(document.activeElement))) said.current?.focus({ preventScroll: true });
    wasRight.current = right !== undefined;
  }, [right !== undefined]);

  const submit = (event: Event) => {
    event.preventDefault();
    if (!right && given) void answerQuiz(place, given);
  };
  return (
    <form class={`quiz-form${right ? " right" : wrong ? " wrong" : ""}`} onSubmit={submit} lang={lang}>
      <fieldset disabled={right !== undefined}>
        <legend id={id}>
          <span class="quiz-mark" aria-hidden="true">
            <Icon name={right ? "check" : "question"} />
          </span>
          <span dangerouslySetInnerHTML={{ __html: quiz.question }} />
        </legend>
        {quiz.kind === "text" ? <TextAnswer place={place} given={given} labelledBy={id} /> : <Options place={place} quiz={quiz} given={given} name={id} />}
        {quiz.kind === "several" && !right && (
          <p class="quiz-note" lang={language.value}>
            {t("quiz.several")}
          </p>
        )}
      </fieldset>
      {!right && (
        <button type="submit" class="button small" aria-disabled={!given || work.asking} lang={language.value}>
          {t("quiz.answer")}
        </button>
      )}
      <div ref={said} class="quiz-said" role="status" tabIndex={-1}>
        {(right || wrong) && (
          <strong lang={language.value}>{right ? t("quiz.right") : t("quiz.wrong")}</strong>
        )}
        {(right || wrong) && work.verdict?.said.map((html) => <p key={html} dangerouslySetInnerHTML={{ __html: html }} />)}
      </div>
    </form>
  );
}

function Options({ place, quiz, given, name }: { place: QuizPlace; quiz: QuizPage; given?: QuizGiven; name: string }) {
  const chosen = given && "chosen" in given ? given.chosen : [];
  const one = quiz.kind === "one";
  const toggle = (option: number) => change(place, { chosen: one ? [option] : chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option] });
  return (
    <div class="quiz-options">
      {quiz.options.map((html, option) => (
        <label key={option} class={chosen.includes(option) ? "chosen" : ""}>
          <input type={one ? "radio" : "checkbox"} name={name} checked={chosen.includes(option)} onChange={() => toggle(option)} />
          <span dangerouslySetInnerHTML={{ __html: html }} />
        </label>
      ))}
    </div>
  );
}

function TextAnswer({ place, given, labelledBy }: { place: QuizPlace; given?: QuizGiven; labelledBy: string }) {
  return (
    <input
      type="text"
      aria-labelledby={labelledBy}
      value={given && "text" in given ? given.text : ""}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      maxLength={2_000}
      onInput={({ currentTarget }) => change(place, { text: currentTarget.value })}
    />
  );
}

function givenBy({ kind }: QuizPage, { chosen, text }: { chosen: readonly number[]; text: string }): QuizGiven | undefined {
  if (kind === "text") return text.trim() ? { text } : undefined;
  return chosen.length > 0 ? { chosen: [...chosen] } : undefined;
}
