import type { Holder } from "../../clusters/holder/holder.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import type { Log } from "../log.ts";
import type { CheckAnswer, Language, SessionState } from "../protocol.ts";
import { Refusal } from "../refusal.ts";
import { Audience } from "./audience.ts";
import { LessonPlace } from "./lesson-place.ts";
import { judgeAnswer, type QuizAnswer, type QuizVerdict } from "./quiz-answer.ts";
import { PartScripts } from "./part-scripts.ts";
import { rebuild, requireSolutions } from "./rebuild.ts";
import { type ComingIn, SessionEnvironment, type SessionEnvironmentOptions } from "./session-environment.ts";
import type { SessionEvent } from "./session-event.ts";
import { SessionLanguage } from "./session-language.ts";
import { StepWork } from "./step-work.ts";
import type { CpuShare } from "./usage-history.ts";
import { Windows } from "./windows.ts";
import type { SessionRecord } from "../store/session-records.ts";
import type { Store } from "../store/store.ts";

/** What {@link Session} needs. */
export interface SessionOptions {
  record: SessionRecord;
  resumeToken: string;
  store: Store;
  log: Log;
  /** Told a sentence that the operator should read. */
  tellOperator: (sentence: string) => void;
  /** The lesson with this id; throws Refusal when it is unknown or broken. */
  lesson: (id: string) => Lesson;
  environment: Pick<SessionEnvironmentOptions, "pool" | "lease" | "minutes" | "allow">;
}

/** One learner's stay: where they are in which lesson, their environment, their checks. Knows no socket; every tab of theirs listens. */
export class Session {
  readonly id: string;
  readonly nickname: string;
  readonly environment: SessionEnvironment;
  readonly windows: Windows;
  readonly work: StepWork;
  #options: SessionOptions;
  #audience: Audience;
  #place: LessonPlace;
  #scripts: PartScripts;
  #language: SessionLanguage;

  constructor(options: SessionOptions) {
    const { record, store, log } = options;
    this.#options = options;
    this.id = record.id;
    this.nickname = record.nickname;
    this.#audience = new Audience(() => {
      this.#seen();
      this.work.reschedule();
    });
    this.#place = new LessonPlace({ sessionId: record.id, store });
    this.#language = new SessionLanguage({ sessionId: record.id, log });
    this.#scripts = new PartScripts({ sessionId: record.id, log });
    this.windows = new Windows({ sessionId: record.id, store, log, tell: (event) => this.tell(event) });
    this.environment = new SessionEnvironment({
      ...options.environment,
      sessionId: record.id,
      store,
      log,
      onChange: () => this.#environmentChanged(),
      onShortage: () => this.#changed(),
      onFullCpu: (share, environment) => this.#fullCpu(share, environment),
      comeIn: ({ holder }, coming) => this.#comeIn(holder, coming),
    });
    this.work = new StepWork({
      sessionId: record.id,
      log,
      place: this.#place,
      environment: this.environment,
      scripts: this.#scripts,
      windows: this.windows,
      language: () => this.language,
      isWatched: () => this.#audience.isHere,
      tell: (event) => this.tell(event),
      onPassed: () => this.#changed(),
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

  /** What checks that run by themselves, previews and programs in the toolbox speak; not known before the page has asked for a lesson. */
  get language(): Language | undefined {
    return this.#language.value;
  }

  set language(language: Language) {
    this.#language.choose(language, this.environment.environment?.holder);
  }

  /** The lesson the learner is in. */
  get lesson(): Lesson | undefined {
    return this.#place.lesson;
  }

  /** Milliseconds since the last tab was closed, or since the environment was handed out; 0 while one is open. */
  get awayMs(): number {
    return this.#audience.awayMs;
  }

  /** Follows what happens in this session until disposed. */
  listen(listener: (event: SessionEvent) => void): Disposable {
    return this.#audience.listen(listener);
  }

  /** Tells every tab of the learner. */
  tell(event: SessionEvent): void {
    this.#audience.tell(event);
  }

  /** Goes into a lesson, to where the learner was in it, and takes an environment for it. Throws Refusal, as all that takes a fresh one, when it may not have one now. */
  startLesson(id: string, address: string | undefined): void {
    const lesson = this.#options.lesson(id);
    this.environment.require(lesson, { address });
    this.#place.enter(lesson);
    this.environment.start(lesson, { address });
    this.#lessonChanged();
  }

  /** The same lesson from its beginning, in a fresh environment. */
  restartLesson(address: string | undefined): void {
    const lesson = this.#place.current;
    this.environment.require(lesson, { address, afresh: true });
    this.windows.forget();
    this.environment.giveBack();
    this.#place.clear();
    this.environment.start(lesson, { address });
    this.#lessonChanged();
  }

  /** The state of the step at hand in a fresh environment, by the solutions of those before it; what was passed stays so. Throws Refusal where one has none. */
  rebuildLesson(address: string | undefined): void {
    const lesson = this.#place.current;
    requireSolutions(lesson, this.#place.progress.step);
    this.environment.require(lesson, { address, afresh: true });
    this.environment.giveBack();
    this.environment.start(lesson, { address, rebuild: true });
    this.#changed();
  }

  /** Out of the lesson; its environment is given back, its progress is kept. */
  leaveLesson(): void {
    this.environment.giveBack();
    this.#place.leave();
    this.#lessonChanged();
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
    return this.work.check(step);
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

  /** Ends checks and timers; the environment stays as it is. */
  stop(): void {
    this.work.stop();
    this.#audience.clear();
  }

  #fullCpu({ part, share, seconds }: CpuShare, environment: string): void {
    const minutes = Math.round(seconds / 60);
    this.#options.log.warn({ event: "full-cpu", session: this.id, nickname: this.nickname, environment, part, share: Number(share.toFixed(2)), minutes });
    this.#options.tellOperator(`${this.nickname} has used all the CPU that a ${part} may use for ${minutes} minutes (environment ${environment}). \`npx tatami learners\` shows who uses what.`);
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
  async #comeIn(holder: Holder, { fresh, rebuild: wanted, signal, onStage }: ComingIn): Promise<void> {
    await this.#language.tell(holder);
    const rebuilt = fresh && wanted ? await rebuild(this.#place.current, { step: this.#place.progress.step, holder, signal, onStage }) : undefined;
    let does: "enter" | "return" = fresh ? "enter" : "return";
    for (let part = rebuilt; part !== this.#place.progress.step && !signal.aborted; does = "enter") {
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

  #changed(): void {
    this.work.reschedule();
    this.tell({ type: "session", state: this.state });
  }

  #environmentChanged(): void {
    this.#audience.countAnew();
    const { environment } = this.environment;
    const { lesson } = this.#place;
    if (!environment) this.tell({ type: "environment-left" });
    else if (lesson) this.windows.heal(lesson, environment);
    this.#changed();
  }

  #lessonChanged(): void {
    this.#changed();
    this.tell({ type: "window:records", records: this.windows.records(this.#place.lesson) });
  }
}
