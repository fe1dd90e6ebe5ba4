import type { Holder } from "../../clusters/holder/holder.ts";
import { checkStep, type WindowFollowing } from "../../lessons/check.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import type { Log } from "../log.ts";
import type { CheckAnswer, Language } from "../protocol.ts";
import { Refusal } from "../refusal.ts";
import { LiveOutput } from "./live-output.ts";
import type { SessionEvent } from "./session-event.ts";

/** What is checked, where, and for whom. */
export interface CheckRequest {
  lesson: Lesson;
  step: number;
  language: Language;
  holder: Holder;
  /** Ends the check: the environment is gone. */
  signal: AbortSignal;
}

/** What {@link Checking} needs. */
export interface CheckingOptions {
  sessionId: string;
  log: Log;
  tell: (event: SessionEvent) => void;
  /** Saves that the step is passed, before anybody is told. */
  passed: (lesson: Lesson, step: number) => void;
  /** How many quizzes of the step still want their right answer: it does not pass before. */
  openQuizzes: (lesson: Lesson, step: number) => number;
  /** Follows the window that a check may open in the environment of this moment. */
  followWindow: () => WindowFollowing | undefined;
  /** A check that ran by itself has said that the step is not done. */
  notYet: (request: CheckRequest) => void;
  /** What is to be checked by itself now; undefined when nothing is. */
  due: () => (CheckRequest & { everySeconds: number }) | undefined;
}

const quizOpen: Record<Language, string> = {
  ja: "作業はできています。あとは、このステップのクイズに答えてください。",
  en: "The work is done. Now answer the quiz in this step, too.",
};

/** A window takes minutes, and is not to be opened twice for a quiz. */
const quizFirst: Record<Language, string> = {
  ja: "先に、このステップのクイズに答えてください。そのあとで確認を始められます。",
  en: "Answer the quiz in this step first; then the check can be started.",
};

interface RunningCheck {
  lesson: Lesson;
  step: number;
  byItself: boolean;
  abort: AbortController;
  answer: Promise<CheckAnswer>;
}

/** The checks of one learner: one at a time, by button or by themselves. */
export class Checking {
  #options: CheckingOptions;
  #running: RunningCheck | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CheckingOptions) {
    this.#options = options;
  }

  /** The answer that is under way, if any; for those who wait for the server's end. */
  get underWay(): Promise<unknown> | undefined {
    return this.#running?.answer.catch(() => undefined);
  }

  /** Checks because the learner asked. A check of the same step that runs by itself becomes theirs. */
  async ask(request: CheckRequest): Promise<CheckAnswer> {
    const running = this.#running;
    if (running?.byItself && running.step === request.step && running.lesson === request.lesson) {
      running.byItself = false;
      this.#options.tell({ type: "check:started", step: request.step, byItself: false });
      return running.answer;
    }
    if (running && !running.byItself) throw new Refusal("check-running", `step ${running.step + 1} is being checked; wait for its answer`);
    running?.abort.abort(new Refusal("check-running", "another check took its place"));
    await this.underWay;
    if (this.#running) throw new Refusal("check-running", "another check has just begun; wait for its answer");
    return this.#start(request, false);
  }

  /** To be called whenever something changed that decides whether a check runs by itself. */
  reschedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const due = this.#options.due();
    const running = this.#running;
    if (running?.byItself && (running.lesson !== due?.lesson || running.step !== due.step)) running.abort.abort(new Refusal("check-running", "the learner went on"));
    if (!due || running) return;
    this.#timer = setTimeout(() => this.#recheck(), due.everySeconds * 1000);
    this.#timer.unref();
  }

  /** Ends everything that is under way. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort.abort(new Refusal("environment-missing", "the check was ended"));
  }

  /** Ends what takes minutes, because the server is going down; other checks may go on to their answers. */
  interruptWindow(): void {
    const running = this.#running;
    if (running?.lesson.steps[running.step]?.window) running.abort.abort(new Refusal("closing", "the server is going down, which interrupted the check; start it again when it is back"));
  }

  #recheck(): void {
    const due = this.#options.due();
    if (!due || this.#running) return;
    // Its answer goes to the listeners; why it could not be had is in the log.
    this.#start(due, true).catch(() => undefined);
  }

  #start(request: CheckRequest, byItself: boolean): Promise<CheckAnswer> {
    clearTimeout(this.#timer);
    const abort = new AbortController();
    const running: RunningCheck = { lesson: request.lesson, step: request.step, byItself, abort, answer: Promise.resolve({ result: "broken", message: "" }) };
    this.#running = running;
    running.answer = this.#run(request, running);
    return running.answer;
  }

  async #answer(request: CheckRequest): Promise<CheckAnswer> {
    const { tell, openQuizzes, followWindow } = this.#options;
    const { lesson, step, language } = request;
    const quizIsOpen = openQuizzes(lesson, step) > 0;
    if (quizIsOpen && lesson.steps[step]?.window) return { result: "not-yet", message: quizFirst[language], output: "" };
    const window = followWindow();
    using live = new LiveOutput((text) => tell({ type: "check:output", step, text }));
    const answer = await checkStep({ ...request, onOutput: (text) => live.push(text), ...(window && { window }) });
    return answer.result === "passed" && quizIsOpen ? { result: "not-yet", message: quizOpen[language], output: answer.output } : answer;
  }

  async #run(request: CheckRequest, running: RunningCheck): Promise<CheckAnswer> {
    const { tell, log, sessionId, passed } = this.#options;
    const { lesson, step } = request;
    const started = performance.now();
    tell({ type: "check:started", step, byItself: running.byItself });
    try {
      const signal = AbortSignal.any([running.abort.signal, request.signal]);
      const answer = await this.#answer({ ...request, signal });
      if (answer.result === "passed") passed(lesson, step);
      const facts = { event: "check", session: sessionId, lesson: lesson.id, step, byItself: running.byItself, result: answer.result, ms: Math.round(performance.now() - started) };
      if (answer.result === "broken") log.error({ ...facts, reason: answer.message });
      else log.info(facts);
      tell({ type: "check:answered", step, byItself: running.byItself, answer });
      if (answer.result === "not-yet" && running.byItself) this.#options.notYet(request);
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) log.error({ event: "check-failed", session: sessionId, lesson: lesson.id, step, err: error });
      throw error;
    } finally {
      this.#running = undefined;
      this.reschedule();
    }
  }
}
