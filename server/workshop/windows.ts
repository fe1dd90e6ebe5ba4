import type { WindowFollowing } from "../../lessons/check.ts";
import type { Holder } from "../../clusters/holder/holder.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { healWindow } from "../../lessons/window/heal.ts";
import { windowLimits } from "../../lessons/window/limits.ts";
import type { Log } from "../log.ts";
import type { WindowPhase, WindowRecord } from "../protocol.ts";
import { Refusal } from "../refusal.ts";
import type { SavedWindow } from "../store/window-records.ts";
import type { Store } from "../store/store.ts";
import type { SessionEvent } from "./session-event.ts";

/** What {@link Windows} needs. */
export interface WindowsOptions {
  sessionId: string;
  store: Store;
  log: Log;
  tell: (event: SessionEvent) => void;
}

/** While messages flow, so much of what was seen may be gone when the server is killed. */
const saveMs = 10_000;

/** One learner's window checks: what each has seen is told, and kept for after a reload and after the server's death. */
export class Windows {
  #options: WindowsOptions;
  /** The window that is open. */
  #open: { saved: SavedWindow; stop: AbortController; savedAt: number } | undefined;
  #healing: Promise<void> = Promise.resolve();
  /** Windows of before this are neither told nor kept any more. */
  #forgotten = 0;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** Resolves when nothing is being healed on behalf of the server's last run. */
  get idle(): Promise<void> {
    return this.#healing;
  }

  /** The last window of each step of a lesson. One that was open when the server died was interrupted. */
  records(lesson: Lesson | undefined): WindowRecord[] {
    if (!lesson) return [];
    return this.#savedOf(lesson.id).map((saved) => (this.#isOpen(saved) ? (this.#open as { saved: SavedWindow }).saved.record : ended(saved.record)));
  }

  /** Follows the window that is about to be opened. */
  follow(environmentId: string): WindowFollowing {
    const stop = new AbortController();
    const forgotten = this.#forgotten;
    let healed = false;
    return {
      stopSending: stop.signal,
      onRecord: (record) => {
        if (forgotten !== this.#forgotten) return;
        const before = this.#open?.stop === stop ? this.#open : undefined;
        const saved = { record, environmentId, healed };
        const due = before?.saved.record.phase !== record.phase || performance.now() - before.savedAt >= saveMs;
        this.#open = isEnded(record.phase) ? undefined : { saved, stop, savedAt: before && !due ? before.savedAt : performance.now() };
        if (due) this.#save(saved);
        this.#options.tell({ type: "window:record", record });
      },
      onHealed: () => {
        healed = true;
      },
    };
  }

  /** The lesson begins anew: what still ends of an open window is not for its new beginning. */
  forget(): void {
    this.#forgotten++;
    this.#open = undefined;
  }

  /** Ends the sending of the open window; its verdict follows. Throws Refusal. */
  stopSending(): void {
    if (!this.#open) throw new Refusal("bad-request", "no window check is open");
    this.#open.stop.abort();
  }

  /** Ends what the server's last run may have left killing in this environment. Checks wait for it by {@link idle}. */
  heal(lesson: Lesson, { id, holder }: { id: string; holder: Holder }): void {
    const left = this.#savedOf(lesson.id).filter((saved) => !saved.healed && saved.environmentId === id && !this.#isOpen(saved));
    for (const saved of left) this.#healing = this.#healing.then(() => this.#healOne(saved, lesson, holder));
  }

  async #healOne(saved: SavedWindow, lesson: Lesson, holder: Holder): Promise<void> {
    const { log, sessionId } = this.#options;
    const facts = { event: "window-healed", session: sessionId, lesson: lesson.id, step: saved.record.step };
    const window = lesson.steps[saved.record.step]?.window;
    try {
      const reason = window && (await healWindow(window, { holder, timeoutMs: windowLimits.healMs }));
      if (reason !== undefined) return void log.error({ ...facts, event: "window-not-healed", reason });
      log.info(facts);
      this.#save({ ...saved, record: ended(saved.record), healed: true });
    } catch (error) {
      log.error({ ...facts, event: "window-not-healed", err: error });
    }
  }

  #isOpen({ record }: SavedWindow): boolean {
    const open = this.#open?.saved.record;
    return open !== undefined && open.lesson === record.lesson && open.step === record.step;
  }

  /** What cannot be read is not shown; nothing that the learner does depends on it. */
  #savedOf(lessonId: string): SavedWindow[] {
    const { store, log, sessionId } = this.#options;
    try {
      return store.windows.of(sessionId, lessonId);
    } catch (error) {
      log.warn({ event: "state-not-read", session: sessionId, err: error });
      return [];
    }
  }

  /** A window goes on when it cannot be saved: its answer is saved with the step, or not. */
  #save(saved: SavedWindow): void {
    const { store, log, sessionId } = this.#options;
    try {
      store.windows.save(sessionId, saved);
    } catch (error) {
      log.warn({ event: "state-not-saved", session: sessionId, err: error });
    }
  }
}

function isEnded(phase: WindowPhase): boolean {
  return phase === "done" || phase === "interrupted";
}

function ended(record: WindowRecord): WindowRecord {
  return isEnded(record.phase) ? record : { ...record, phase: "interrupted" };
}
