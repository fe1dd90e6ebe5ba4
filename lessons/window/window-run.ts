import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { healWindow } from "./heal.ts";
import { Ledger } from "./history/ledger.ts";
import { messageKey } from "./history/message.ts";
import type { StoredMessages } from "./history/stored-messages.ts";
import { Timeline } from "./history/timeline.ts";
import { type Findings, giveVerdict, missingOf } from "./history/verdict.ts";
import type { WindowLimits } from "./limits.ts";
import { readStored } from "./read-stored.ts";
import type { WindowMissing, WindowPhase, WindowRecord } from "./record.ts";
import { waitUntilSettled } from "./settle.ts";
import { Follower } from "./traffic/follower.ts";
import { produce } from "./traffic/producers.ts";
import { watch } from "./watch/watcher.ts";
import type { LessonWindow } from "./window.ts";
import type { Holder } from "../../clusters/holder/holder.ts";

/** What {@link WindowRun} needs. */
export interface WindowRunOptions {
  lesson: string;
  step: number;
  window: LessonWindow;
  holder: Holder;
  limits: WindowLimits;
  /** Ends everything; the killing is ended first. */
  signal: AbortSignal;
  /** Ends the sending; the verdict follows. */
  stopSending?: AbortSignal;
  /** Told once a second, and at the end. */
  onRecord: (record: WindowRecord) => void;
  /** The killing is ended. */
  onHealed?: () => void;
}

const lookMs = 200;
/** When nothing was acknowledged for so long, a stall is under way: its end is waited for. */
const flowingMs = 1_000;

/** One window check from its opening to its verdict. */
export class WindowRun {
  readonly #options: WindowRunOptions;
  readonly #run = randomBytes(5).toString("hex");
  readonly #openedAt = new Date();
  readonly #opened = performance.now();
  readonly #ledger = new Ledger();
  readonly #timeline = new Timeline();
  readonly #troubles: WindowMissing[] = [];
  /** Ends the second reader and the watch. */
  readonly #end = new AbortController();
  /** Aborted by what must not go on: the caller's signal, or a watch that failed. */
  readonly #signal: AbortSignal;
  readonly #phaseAtMs: WindowRecord["phaseAtMs"] = {};
  #phase: WindowPhase = "opening";
  #sentUntilMs: number | undefined;
  #follower: Follower | undefined;
  #findings: Findings | undefined;

  constructor(options: WindowRunOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#end.signal]);
  }

  /** Goes through all phases and gives the finished record. Rejects by the signal and by a WindowMistake; the killing is ended then, too. */
  async go(): Promise<WindowRecord> {
    const { onRecord } = this.#options;
    this.#enter("opening");
    onRecord(this.#record());
    const ticking = setInterval(() => onRecord(this.#record()), 1_000);
    let background: Promise<unknown> = Promise.resolve();
    try {
      background = this.#startLooking();
      await this.#open();
      if (this.#troubles.length === 0) await this.#send();
      await this.#heal();
      if (this.#troubles.length === 0) await this.#settle();
      const stored = this.#troubles.length === 0 ? await this.#read() : undefined;
      this.#signal.throwIfAborted();
      this.#findings = giveVerdict({ ...this.#facts(), ledger: this.#ledger, troubles: this.#troubles, ...(stored && { stored }), ...(this.#follower && { received: this.#follower.received }) });
      this.#enter("done");
    } catch (error) {
      // Whether that went well is told by onHealed alone: the first failure is the one to be told of.
      if (this.#phaseAtMs.healing === undefined) await this.#heal().catch(() => undefined);
      this.#enter("interrupted");
      throw this.#signal.aborted ? this.#signal.reason : error;
    } finally {
      clearInterval(ticking);
      this.#end.abort();
      await background;
      onRecord(this.#record());
    }
    return this.#record();
  }

  #startLooking(): Promise<unknown> {
    const { window, holder, limits } = this.#options;
    const signal = this.#signal;
    const { follow, watch: script } = window;
    const now = () => this.#now();
    if (follow) this.#follower = new Follower({ run: this.#run, target: follow, holder, onReceived: () => this.#timeline.received(now()), signal });
    const timeoutMs = window.seconds * 1_000 + Object.values(limits).reduce((total, ms) => total + ms, 0);
    const watching = script && watch({ holder, script, onFact: (fact) => this.#timeline.seen(fact, now()), timeoutMs, signal });
    return Promise.all([this.#follower?.ended(), watching?.catch((error: unknown) => this.#end.abort(error))]);
  }

  async #open(): Promise<void> {
    const { limits } = this.#options;
    const follower = this.#follower;
    if (!follower) return;
    const ready = await Promise.race([follower.ready.then(() => true), delay(limits.followMs, false, { signal: this.#signal, ref: false })]);
    if (!ready) this.#troubles.push({ what: "followed", reason: follower.trouble ?? "it sent no event ready" });
  }

  async #send(): Promise<void> {
    const { window, holder, limits, stopSending } = this.#options;
    this.#enter("sending");
    const stop = new AbortController();
    const producing = produce({
      run: this.#run,
      send: window.send,
      holder,
      ledger: this.#ledger,
      timeline: this.#timeline,
      now: () => this.#now(),
      requestMs: limits.requestMs,
      stop: stopSending ? AbortSignal.any([stop.signal, stopSending]) : stop.signal,
      signal: this.#signal,
    });
    try {
      await this.#untilEnough();
    } finally {
      stop.abort();
      await producing;
      this.#sentUntilMs = this.#now();
    }
    this.#signal.throwIfAborted();
  }

  async #untilEnough(): Promise<void> {
    const { window, limits, stopSending } = this.#options;
    const latest = this.#now() + window.seconds * 1_000;
    let enoughMs: number | undefined;
    while (this.#now() < latest && !stopSending?.aborted) {
      await delay(lookMs, undefined, { signal: this.#signal });
      const facts = this.#facts();
      if (enoughMs === undefined && missingOf({ ...facts, acknowledged: this.#ledger.counts.ok }).length === 0) {
        enoughMs = Math.max(this.#now(), ...facts.kills.map(({ atMs }) => atMs + limits.afterKillMs));
      }
      const flows = this.#now() - (this.#timeline.lastAcknowledgedMs ?? 0) < flowingMs;
      if (enoughMs !== undefined && this.#now() >= enoughMs && flows) return;
    }
  }

  /** Whoever ends the window early does not end this. */
  async #heal(): Promise<void> {
    const { window, holder, limits, onHealed } = this.#options;
    this.#enter("healing");
    const reason = await healWindow(window, { holder, timeoutMs: limits.healMs });
    if (reason === undefined) onHealed?.();
    else this.#troubles.push({ what: "healed", reason: `${window.heal?.file}: ${reason}` });
    this.#signal.throwIfAborted();
  }

  async #settle(): Promise<void> {
    const { window, holder, limits } = this.#options;
    this.#enter("settling");
    const reason = await waitUntilSettled(window, { holder, limits, signal: this.#signal });
    if (reason !== undefined) this.#troubles.push({ what: "healed", reason: `${window.settled?.file}: ${reason}` });
  }

  async #read(): Promise<StoredMessages | undefined> {
    const { window, holder, limits } = this.#options;
    this.#enter("reading");
    const stored = await readStored(window, { run: this.#run, holder, timeoutMs: limits.readMs, signal: this.#signal });
    if (typeof stored !== "string") {
      await this.#catchUp(stored);
      return stored;
    }
    this.#troubles.push({ what: "read", reason: `${window.read.file}: ${stored}` });
    return undefined;
  }

  /** What is stored is on its way to the second reader, too. */
  async #catchUp(stored: StoredMessages): Promise<void> {
    const { limits } = this.#options;
    const follower = this.#follower;
    if (!follower) return;
    const keys = new Set(stored.messages.map(messageKey));
    const isMissing = () => !this.#ledger.acknowledgedWithout((key) => follower.received.has(key) || !keys.has(key)).next().done;
    const latest = this.#now() + limits.catchUpMs;
    let size = -1;
    let changed = 0;
    while (isMissing()) {
      if (follower.received.size !== size) [size, changed] = [follower.received.size, this.#now()];
      if (this.#now() - changed >= limits.quietMs || this.#now() >= latest) break;
      await delay(lookMs, undefined, { signal: this.#signal });
    }
    if (follower.trouble !== undefined && isMissing()) this.#troubles.push({ what: "followed", reason: follower.trouble });
  }

  #facts() {
    const sending = this.#timeline.sending;
    return { needs: this.#options.window.needs, kills: this.#timeline.kills(this.#sentUntilMs ?? this.#now()), ...(sending && { sending }) };
  }

  #enter(phase: WindowPhase): void {
    this.#phase = phase;
    this.#phaseAtMs[phase] = Math.round(this.#now());
  }

  #now(): number {
    return performance.now() - this.#opened;
  }

  #record(): WindowRecord {
    const { lesson, step, window } = this.#options;
    const { counts, attempted } = this.#ledger;
    const { kills } = this.#facts();
    return {
      lesson,
      step,
      openedAt: this.#openedAt.toISOString(),
      phase: this.#phase,
      phaseAtMs: { ...this.#phaseAtMs },
      limitSeconds: window.seconds,
      needs: window.needs,
      expect: window.expect,
      followed: window.follow !== undefined,
      seconds: this.#timeline.seconds(this.#now()),
      kills,
      counts: {
        attempted,
        acknowledged: counts.ok,
        failed: counts.failed,
        unknown: counts.unknown,
        received: this.#follower?.received.size ?? 0,
        stored: this.#findings?.stored ?? 0,
      },
      ...(this.#findings && { verdict: this.#findings.verdict }),
    };
  }
}
