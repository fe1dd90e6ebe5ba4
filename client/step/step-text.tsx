import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { act } from "./actions.ts";
import { outlineLevels } from "./outline.ts";
import { placeQuizzes, type TextQuizzes } from "./quiz/place-quizzes.tsx";
import { readingPlace, takeUpReading, type ReadingPlace } from "./reading-place.ts";

interface StepTextProps {
  /** Sanitised by the server. */
  html: string;
  lang: string;
  /** Changes with the step; the same key with another html is the other language of the same step. */
  place: string;
  /** The forms that belong into the text. */
  quizzes?: Omit<TextQuizzes, "lang">;
}

/** The text of a step and its buttons; keeps the reader's place when only the language changes. */
export function StepText({ html, lang, place, quizzes }: StepTextProps) {
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef({ html, place });
  const reading = useRef<ReadingPlace>();
  const scroller = () => content.current?.closest<HTMLElement>(".step-scroll");

  // Rendering comes before the change of the document, so this still sees the text that is about to go.
  if (shown.current.place === place && shown.current.html !== html && content.current && scroller()) {
    reading.current = readingPlace(scroller()!, content.current);
  }
  // Before the reader's place is taken up: the forms take room. They never change while the text stays the same.
  useLayoutEffect(() => (quizzes ? placeQuizzes(content.current!, { ...quizzes, lang }) : undefined), [html, place]);
  useLayoutEffect(() => {
    const box = scroller();
    if (reading.current && box) takeUpReading(reading.current, box, content.current!);
    else if (shown.current.place !== place && box) box.scrollTop = 0;
    reading.current = undefined;
    shown.current = { html, place };
    const headings = [...content.current!.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    outlineLevels(headings.map(({ tagName }) => Number(tagName[1]))).forEach((level, index) => headings[index]!.setAttribute("aria-level", String(level)));
    // Wide code scrolls, and what scrolls must be reachable by keyboard.
    for (const block of content.current!.querySelectorAll("pre")) block.tabIndex = 0;
  }, [html, place]);

  const onClick = (event: MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-action]") : null;
    // A keyboard's click has detail 0.
    if (button) act(button, event.detail > 0).catch((error: unknown) => say(String(error), "bad"));
  };
  // Where an image is, only the server finds out.
  const onError = (event: Event) => {
    if (!(event.target instanceof HTMLImageElement)) return;
    const missing = document.createElement("span");
    missing.className = "missing-image";
    missing.textContent = t("step.image", { name: event.target.alt || (new URL(event.target.src).pathname.split("/").at(-1) ?? "") });
    event.target.replaceWith(missing);
  };
  return <div ref={content} class="prose" lang={lang} onClick={onClick} onErrorCapture={onError} dangerouslySetInnerHTML={{ __html: html }} />;
}
