import type { Holder } from "../../clusters/holder/holder.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { Checking, type CheckRequest } from "./checking.ts";
import type { Log } from "../log.ts";
import type { CheckAnswer, Language, SessionState } from "../protocol.ts";
import { Refusal } from "../refusal.ts";
import { LessonPlace } from "./lesson-place.ts";
import { judgeAnswer, type QuizAnswer, type QuizVerdict } from "./quiz-answer.ts";
import { PartScripts } from "./part-scripts.ts";
import { SessionEnvironment, type SessionEnvironmentOptions } from "./session-environment.ts";
import type { SessionEvent } from "./session-event.ts";
import { Solving } from "./solving.ts";
import { Windows } from "./windows.ts";
import type { SessionRecord } from "../store/session-records.ts";
import type { Store } from "../store/store.ts";

/** What {@link Session} needs. */
export interface SessionOptions {
  record: SessionRecord;
  resumeToken: string;
  store: Store;
  log: Log;
  /** The lesson with this id; throws Refusal when it is unknown or broken. */
  lesson: (id: string) => Lesson;
  environment: Pick<SessionEnvironmentOptions, "pool" | "lease" | "minutes">;
}

/** One learner's stay: where they are in which lesson, their environment, their checks. Knows no socket; every tab of theirs listens. */
export class Session {
  readonly id: string;
  readonly nickname: string;
  readonly environment: SessionEnvironment;
  readonly windows: Windows;
  /** What checks that run by themselves and previews speak; not known before the page has asked for a lesson. */
  language: Language | undefined;
  #options: SessionOptions;
  #checking: Checking;
  #listeners = new Set<(event: SessionEvent) => void>();
  #place: LessonPlace;
  #scripts: PartScripts;
  #solving: Solving;
  #awaySince = performance.now();

  constructor(options: SessionOptions) {
    const { record, store, log } = options;
    this.#options = options;
    this.id = record.id;
    this.nickname = record.nickname;
    this.#place = new LessonPlace({ sessionId: record.id, store });
    this.#scripts = new PartScripts({ sessionId: record.id, log });
    this.#solving = new Solving({ sessionId: record.id, log });
    this.windows = new Windows({ sessionId: record.id, store, log, tell: (event) => this.tell(event) });
    this.environment = new SessionEnvironment({
      ...options.environment,
      sessionId: record.id,
      store,
      log,
      onChange: () => this.#environmentChanged(),
      comeIn: ({ holder }, options) => this.#comeIn(holder, options),
    });
    this.#checking = new Checking({
      sessionId: record.id,
      log,
      tell: (event) => this.tell(event),
      passed: (lesson, step) => this.#pass(lesson, step),
      openQuizzes: (lesson, step) => this.#place.openQuizzes(lesson, step),
      followWindow: () => this.environment.environment && this.windows.follow(this.environment.environment.id),
      due: () => this.#dueCheck(),
    });
    if (record.lessonId !== undefined) this.#restore(record.lessonId);
  }

  /** What the learner's page shows. */
  get state(): SessionState {
    return {
      nickname: this.nickname,
      resumeToken: this.#options.resumeToken,
      lessonId: this.#place.lesson?.id,
      step: this.#place.progress.step,
      passed: this.#place.progress.passed,
      answered: this.#place.progress.answered,
      passedCounts: this.#place.passedCounts,
      environment: this.environment.state,
    };
  }

  /** The lesson the learner is in. */
  get lesson(): Lesson | undefined {
    return this.#place.lesson;
  }

  /** Milliseconds since the last tab was closed, or since the environment was handed out; 0 while one is open. */
  get awayMs(): number {
    return this.#listeners.size > 0 ? 0 : performance.now() - this.#awaySince;
  }

  /** The check under way, if any. */
  get checkUnderWay(): Promise<unknown> | undefined {
    return this.#checking.underWay;
  }

  /** Follows what happens in this session until disposed. */
  listen(listener: (event: SessionEvent) => void): Disposable {
    this.#listeners.add(listener);
    this.#seen();
    this.#checking.reschedule();
    return {
      [Symbol.dispose]: () => {
        if (!this.#listeners.delete(listener)) return;
        this.#awaySince = performance.now();
        this.#seen();
        this.#checking.reschedule();
      },
    };
  }

  /** Tells every tab of the learner. */
  tell(event: SessionEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Goes into a lesson, to where the learner was in it, and takes an environment for it. */
  startLesson(id: string): void {
    const lesson = this.#options.lesson(id);
    this.environment.requirePool();
    this.#place.enter(lesson);
    this.environment.start(lesson);
    this.#changed();
    this.#tellWindows();
  }

  /** The same lesson from its beginning, in a fresh environment. */
  restartLesson(): void {
    const lesson = this.#place.current;
    this.environment.requirePool();
    this.windows.forget();
    this.environment.giveBack();
    this.#place.clear();
    this.environment.start(lesson);
    this.#changed();
    this.#tellWindows();
  }

  /** Out of the lesson; its environment is given back, its progress is kept. */
  leaveLesson(): void {
    this.environment.giveBack();
    this.#place.leave();
    this.#changed();
    this.#tellWindows();
  }

  /** Shows a step. Going on from a step that has no check passes it. */
  showStep(step: number): void {
    const lesson = this.#place.current;
    const left = this.#place.progress.step;
    if (step === left) return;
    this.#place.show(step);
    this.#changed();
    const { environment, signal } = this.environment;
    if (!environment) return;
    const { holder } = environment;
    void this.#scripts.run({ does: "leave", lesson, part: left, holder, signal });
    void this.#scripts.run({ does: "enter", lesson, part: this.#place.progress.step, holder, signal });
  }

  /** Checks a step; the answer goes to every tab too. */
  async check(step: number, language: Language): Promise<CheckAnswer> {
    this.language = language;
    const request = this.#checkRequest(step);
    if (!request) throw this.#noEnvironment();
    await Promise.all([this.#scripts.idle, this.windows.idle]);
    return this.#checking.ask(request);
  }

  /** Takes an answer to a quiz; a right one is kept. */
  answerQuiz({ language, ...answer }: QuizAnswer): QuizVerdict {
    const verdict = judgeAnswer(this.#place.current, answer, language);
    if (verdict.right) {
      this.#place.answer(this.#place.current, answer);
      this.#changed();
    }
    return verdict;
  }

  /** Runs the author's solution of a step as the learner. */
  async solve(step: number): Promise<{ output: string; exitCode?: number }> {
    const request = this.#checkRequest(step);
    if (!request) throw this.#noEnvironment();
    return this.#solving.run(request, this.#scripts.idle);
  }

  /** For the server's end: a window check takes minutes, and what it kills must be ended before. */
  interruptWindow(): void {
    this.#checking.interruptWindow();
  }

  /** Ends checks and timers; the environment stays as it is. */
  stop(): void {
    this.#checking.stop();
    this.#listeners.clear();
  }

  /** A learner's coming and going is not worth an error when it cannot be saved. */
  #seen(): void {
    try {
      this.#options.store.sessions.seen(this.id);
    } catch (error) {
      this.#options.log.warn({ event: "state-not-saved", session: this.id, err: error });
    }
  }

  /** Goes on in another version of the lesson; every tab is told, and asks for the page again. */
  replaceLesson(lesson: Lesson): void {
    if (this.#place.lesson?.id !== lesson.id) return;
    this.#place.restore(lesson);
    this.#changed();
  }

  /** Enters the part that the learner is in, and the one that they have gone to meanwhile. */
  async #comeIn(holder: Holder, { fresh, signal }: { fresh: boolean; signal: AbortSignal }): Promise<void> {
    let does: "enter" | "return" = fresh ? "enter" : "return";
    for (let part: number | undefined; part !== this.#place.progress.step && !signal.aborted; does = "enter") {
      part = this.#place.progress.step;
      await this.#scripts.run({ does, lesson: this.#place.lesson, part, holder, signal });
    }
  }

  #restore(lessonId: string): void {
    try {
      this.#place.restore(this.#options.lesson(lessonId));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#options.log.warn({ event: "lesson-gone", session: this.id, lesson: lessonId, reason: error.message });
    }
  }

  #pass(lesson: Lesson, step: number): void {
    this.#place.pass(lesson, step);
    this.#changed();
  }

  #changed(): void {
    this.#checking.reschedule();
    this.tell({ type: "session", state: this.state });
  }

  #environmentChanged(): void {
    this.#awaySince = performance.now();
    const { environment } = this.environment;
    const { lesson } = this.#place;
    if (!environment) this.tell({ type: "environment-left" });
    else if (lesson) this.windows.heal(lesson, environment);
    this.#changed();
  }

  #tellWindows(): void {
    this.tell({ type: "window:records", records: this.windows.records(this.#place.lesson) });
  }

  #checkRequest(step: number): CheckRequest | undefined {
    const lesson = this.#place.current;
    const { environment, signal } = this.environment;
    if (!lesson.steps[step]) throw new Refusal("bad-request", `the lesson has no step ${step}`);
    return environment && { lesson, step, language: this.language ?? "ja", holder: environment.holder, signal };
  }

  #dueCheck(): (CheckRequest & { everySeconds: number }) | undefined {
    const { lesson, progress } = this.#place;
    const { step, passed } = progress;
    const everySeconds = lesson?.steps[step]?.recheck ?? 0;
    // A window takes minutes and ends in a verdict: it is opened by the learner, never by itself.
    if (everySeconds === 0 || !lesson?.steps[step]?.verify || lesson.steps[step].window || this.#listeners.size === 0 || passed.includes(step)) return undefined;
    const request = this.#checkRequest(step);
    return request && { ...request, everySeconds };
  }

  #noEnvironment(): Refusal {
    const { state } = this.environment;
    return state.state === "failed"
      ? new Refusal("environment-failed", `the environment could not be made: ${state.reason}`)
      : new Refusal("environment-missing", "there is no environment to work in right now; the page shows why");
  }
}
