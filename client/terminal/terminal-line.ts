import type { Socket } from "socket.io-client";
import type { Answer, ClientToServer, Problem, ServerToClient } from "../../server/protocol.ts";
import type { TerminalState } from "./terminal-state.ts";

/** Where the output goes. */
export interface TerminalScreen {
  size(): { columns: number; rows: number };
  /** Draws bytes in order; `done` is called when they are parsed. */
  write(data: Uint8Array, done: () => void): void;
  /** So many bytes are missing here. */
  gap(bytes: number): void;
  /** Forgets everything that was drawn. */
  clear(): void;
}

/** Acknowledged at least this often: less than half of the server's window, which would otherwise wait for us while we wait for it. */
const acknowledgeBytes = 32 * 1024;
const answerMs = 15_000;
const inputPiece = 32 * 1024;
/** What somebody types ahead while a terminal is being attached, in keys and pastes; more than that is no typing. */
const aheadLimit = 4_096;
/** Text, or for what depends on the terminal's modes: who is asked for it when it can be sent. */
type Input = string | Uint8Array | (() => string);
/** Refusals that pass by themselves, and how long to wait until asking again. */
const retryMs: Partial<Record<Problem["code"], number>> = { "environment-silent": 2_000, "too-many-terminals": 5_000 };

/**
 * One terminal's part of the connection: follows the output without a missing or repeated byte over reconnects. It is live from the end of what
 * is replayed on; until then the terminal's answers to old queries are dropped, and what somebody types goes out when it is live.
 */
export class TerminalLine implements Disposable {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #terminal: string;
  readonly #screen: TerminalScreen;
  readonly #onState: (state: TerminalState) => void;
  #state: TerminalState = { state: "offline" };
  /** Number of the next byte to draw. */
  #next = 0;
  #acknowledged = 0;
  /** The server has attached us: output comes. */
  #attached = false;
  /** Parts of the replay that are not parsed yet. */
  #replaying = 0;
  /** Number of the first byte that is not replayed. */
  #live = 0;
  /** Typed while attaching. */
  #ahead: Input[] = [];
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners;

  constructor(options: {
    socket: Socket<ServerToClient, ClientToServer>;
    terminal: string;
    screen: TerminalScreen;
    onState: (state: TerminalState) => void;
  }) {
    this.#socket = options.socket;
    this.#terminal = options.terminal;
    this.#screen = options.screen;
    this.#onState = options.onState;
    this.#listeners = {
      connect: () => {
        if (this.#state.state !== "ended") this.attach();
      },
      disconnect: () => {
        this.#attempt += 1;
        clearTimeout(this.#retry);
        if (this.#state.state !== "ended") this.#become({ state: "offline" });
      },
      output: (chunk: Parameters<ServerToClient["terminal:output"]>[0]) => {
        if (chunk.terminal === this.#terminal && this.#attached) this.#draw(chunk.offset, new Uint8Array(chunk.data));
      },
      closed: (end: Parameters<ServerToClient["terminal:closed"]>[0]) => {
        if (end.terminal === this.#terminal && this.#attached) this.#closed(end.exitCode);
      },
    };
    this.#socket.on("connect", this.#listeners.connect);
    this.#socket.on("disconnect", this.#listeners.disconnect);
    this.#socket.on("terminal:output", this.#listeners.output);
    this.#socket.on("terminal:closed", this.#listeners.closed);
  }

  get state(): TerminalState {
    return this.#state;
  }

  /** Number of the next byte that will be drawn. */
  get next(): number {
    return this.#next;
  }

  /** Attaches now, where the output stopped; `fresh` from the beginning on an empty screen. Without a connection the next one does it. */
  attach(options: { fresh?: boolean } = {}): void {
    clearTimeout(this.#retry);
    if (options.fresh) this.#forget();
    if (!this.#socket.connected) return this.#become({ state: "offline" });
    this.#attempt += 1;
    const attempt = this.#attempt;
    const from = this.#next;
    this.#become({ state: "attaching" });
    this.#socket.timeout(answerMs).emit("terminal:attach", { terminal: this.#terminal, from, ...this.#screen.size() }, (error: Error | null, answer: Answer<{ start: number; live: number }>) => {
      if (attempt !== this.#attempt) return;
      if (error) this.attach();
      else if (answer.ok) this.#begin(from, answer.start, answer.live);
      else this.#refused(answer.problem);
    });
  }

  /**
   * Sends input, or what is typed while attaching as soon as the terminal is live; `byKey` tells it from an answer to an old query.
   * False, and nothing is kept for later, where there is no terminal to be attached to or no line.
   */
  send(input: Input, { byKey = false } = {}): boolean {
    if (!this.#socket.connected) return false;
    if (this.#state.state === "attaching") return (byKey || this.#replaying === 0 || !isAnswer(input)) && this.#keep(input);
    if (this.#state.state !== "live") return false;
    const data = typeof input === "function" ? input() : input;
    for (let at = 0; at < data.length; ) {
      let to = Math.min(at + inputPiece, data.length);
      // A character of two halves must not be cut: each piece is encoded by itself.
      if (typeof data === "string" && to < data.length && isHighHalf(data.charCodeAt(to - 1))) to -= 1;
      this.#socket.emit("terminal:input", { terminal: this.#terminal, data: data.slice(at, to) });
      at = to;
    }
    return true;
  }

  resize(): void {
    if (!this.#attached || !this.#socket.connected) return;
    this.#socket.emit("terminal:resize", { terminal: this.#terminal, ...this.#screen.size() });
  }

  [Symbol.dispose](): void {
    this.#attempt += 1;
    clearTimeout(this.#retry);
    this.#socket.off("connect", this.#listeners.connect);
    this.#socket.off("disconnect", this.#listeners.disconnect);
    this.#socket.off("terminal:output", this.#listeners.output);
    this.#socket.off("terminal:closed", this.#listeners.closed);
    if (this.#socket.connected) this.#socket.emit("terminal:detach", { terminal: this.#terminal });
  }

  #begin(from: number, start: number, live: number): void {
    if (start < from) {
      // The numbers began anew: this is not the terminal that we knew.
      this.#forget();
    } else if (start > from) {
      this.#screen.gap(start - from);
    }
    this.#next = start;
    this.#acknowledged = start;
    this.#live = live;
    this.#attached = true;
    // The window may have changed while the answer was under way; the server ignores the size that it knows.
    this.resize();
    this.#beLiveAfterReplay();
  }

  #draw(offset: number, data: Uint8Array): void {
    const known = this.#next - offset;
    if (known >= data.length) return;
    if (known < 0) this.#screen.gap(-known);
    const fresh = known > 0 ? data.subarray(known) : data;
    this.#next = offset + data.length;
    const old = Math.max(0, Math.min(fresh.length, fresh.length - (this.#next - this.#live)));
    if (old > 0) {
      this.#replaying += 1;
      this.#write(fresh.subarray(0, old), this.#next - fresh.length + old, () => {
        this.#replaying -= 1;
        this.#beLiveAfterReplay();
      });
    }
    if (old < fresh.length) this.#write(fresh.subarray(old), this.#next);
  }

  #beLiveAfterReplay(): void {
    if (this.#attached && this.#state.state === "attaching" && this.#replaying === 0 && this.#next >= this.#live) this.#become({ state: "live" });
  }

  #keep(input: Input): boolean {
    if (this.#ahead.length >= aheadLimit) return false;
    this.#ahead.push(input);
    return true;
  }

  #write(data: Uint8Array, end: number, done?: () => void): void {
    const attempt = this.#attempt;
    this.#screen.write(data, () => {
      done?.();
      if (attempt !== this.#attempt || end - this.#acknowledged < acknowledgeBytes || !this.#socket.connected) return;
      this.#acknowledged = end;
      this.#socket.emit("terminal:ack", { terminal: this.#terminal, offset: end });
    });
  }

  #closed(exitCode: number | undefined): void {
    if (exitCode !== undefined) this.#become({ state: "ended", exitCode });
    else this.#refused({ code: "environment-silent", message: "The terminal's connection ended." });
  }

  #refused(problem: Problem): void {
    this.#become({ state: "refused", problem });
    const wait = retryMs[problem.code];
    if (wait !== undefined) this.#retry = setTimeout(() => this.attach(), wait);
  }

  #forget(): void {
    this.#next = 0;
    this.#acknowledged = 0;
    this.#screen.clear();
  }

  #become(state: TerminalState): void {
    const typed = this.#ahead;
    if (state.state !== "attaching") this.#ahead = [];
    this.#attached = state.state === "live";
    this.#state = state;
    this.#onState(state);
    if (state.state === "live") for (const input of typed) this.send(input);
  }
}

/** What a terminal answers by itself is an escape sequence; so are some keys, but no text. */
function isAnswer(input: Input): boolean {
  return input instanceof Uint8Array || (typeof input === "string" && input.startsWith("\u001b"));
}

function isHighHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
