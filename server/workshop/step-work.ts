import type { Log } from "../log.ts";
import type { CheckAnswer, Language } from "../protocol.ts";
import { Refusal } from "../refusal.ts";
import { Checking, type CheckRequest } from "./checking.ts";
import type { LessonPlace } from "./lesson-place.ts";
import type { PartScripts } from "./part-scripts.ts";
import type { SessionEnvironment } from "./session-environment.ts";
import type { SessionEvent } from "./session-event.ts";
import { Solving } from "./solving.ts";
import { TaskHints } from "./task-hints.ts";
import type { Windows } from "./windows.ts";

/** What {@link StepWork} needs: the other parts of the same session. */
export interface StepWorkOptions {
  sessionId: string;
  log: Log;
  place: LessonPlace;
  environment: SessionEnvironment;
  scripts: PartScripts;
  windows: Windows;
  /** What the learner reads; Japanese while it is not known. */
  language: () => Language | undefined;
  /** True while a tab is open: nothing runs by itself for nobody. */
  isWatched: () => boolean;
  tell: (event: SessionEvent) => void;
  /** A step is passed. */
  onPassed: () => void;
}

/** What is done in the steps of one learner's environment: checks, by button or by themselves, the hints of challenges, and the author's solutions. */
export class StepWork {
  #options: StepWorkOptions;
  #checking: Checking;
  #solving: Solving;
  #hints: TaskHints;

  constructor(options: StepWorkOptions) {
    const { sessionId, log, place, environment, windows, tell } = options;
    this.#options = options;
    this.#solving = new Solving({ sessionId, log });
    this.#hints = new TaskHints({ sessionId, log, tell });
    this.#checking = new Checking({
      sessionId,
      log,
      tell,
      passed: (lesson, step) => {
        place.pass(lesson, step);
        options.onPassed();
      },
      openQuizzes: (lesson, step) => place.openQuizzes(lesson, step),
      followWindow: () => environment.environment && windows.follow(environment.environment.id),
      notYet: (request) => void this.#hints.look(request),
      due: () => this.#due(),
    });
  }

  /** The check under way, if any. */
  get checkUnderWay(): Promise<unknown> | undefined {
    return this.#checking.underWay;
  }

  /** Checks a step; the answer goes to every tab too. Throws Refusal. */
  async check(step: number): Promise<CheckAnswer> {
    const request = this.#request(step);
    await Promise.all([this.#options.scripts.idle, this.#options.windows.idle]);
    return this.#checking.ask(request);
  }

  /** Runs the author's solution of a step as the learner. Throws Refusal. */
  async solve(step: number): Promise<{ output: string; exitCode?: number }> {
    return this.#solving.run(this.#request(step), this.#options.scripts.idle);
  }

  /** To be called whenever something changed that decides whether a check runs by itself. */
  reschedule(): void {
    const { place, environment } = this.#options;
    this.#hints.at(`${environment.environment?.id} ${place.lesson?.id} ${place.progress.step}`);
    this.#checking.reschedule();
  }

  /** For the server's end: a window check takes minutes, and what it kills must be ended before. */
  interruptWindow(): void {
    this.#checking.interruptWindow();
  }

  /** Ends checks and timers. */
  stop(): void {
    this.#checking.stop();
  }

  #due(): (CheckRequest & { everySeconds: number }) | undefined {
    const { place, environment, isWatched } = this.#options;
    const { lesson, progress } = place;
    const { step, passed } = progress;
    const everySeconds = lesson?.steps[step]?.recheck ?? 0;
    // A window takes minutes and ends in a verdict: it is opened by the learner, never by itself.
    if (everySeconds === 0 || !lesson?.steps[step]?.verify || lesson.steps[step].window || !isWatched() || passed.includes(step)) return undefined;
    return environment.environment && { ...this.#request(step), everySeconds };
  }

  #request(step: number): CheckRequest {
    const { place, environment, language } = this.#options;
    const lesson = place.current;
    if (!lesson.steps[step]) throw new Refusal("bad-request", `the lesson has no step ${step}`);
    if (!environment.environment) throw missing(environment);
    return { lesson, step, language: language() ?? "ja", holder: environment.environment.holder, signal: environment.signal };
  }
}

function missing({ state }: SessionEnvironment): Refusal {
  return state.state === "failed"
    ? new Refusal("environment-failed", `the environment could not be made: ${state.reason}`)
    : new Refusal("environment-missing", "there is no environment to work in right now; the page shows why");
}
