import type { Holder, TerminalSize } from "../../clusters/holder/holder.ts";
import { HolderError } from "../../clusters/holder/holder.ts";
import { type Problem, terminalLimit } from "../protocol.ts";
import { Follower, type FollowerListener } from "./follower.ts";
import { Rate } from "./rate.ts";

const inputBytesPerSecond = 1024 * 1024;
const inputBurstBytes = 8 * 1024 * 1024;
/** The least that a message counts, so that many small ones are limited, too. */
const messageBytes = 1024;
const attachesPerSecond = 2;
const attachBurst = 40;
/** Until a few attaches are allowed again. */
const attachPauseSeconds = 5;

/** Something about a terminal that the learner is told. */
export class TerminalProblem extends Error {
  override readonly name = "TerminalProblem";
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }
}

/** The size that each terminal was given last, over all viewers: who types gets their own size, and nobody fights for it. */
const givenSizes = new WeakMap<Holder, Map<string, TerminalSize>>();

/** The terminals that one viewer (one browser tab) follows, without any socket. */
export class TerminalSession implements Disposable {
  readonly #holder: () => Holder | undefined;
  readonly #followers = new Map<string, { follower: Follower; holder: Holder }>();
  /** The newest attach of each terminal; an older one that is still under way gives up. */
  readonly #newest = new Map<string, symbol>();
  readonly #input = new Rate(inputBytesPerSecond, inputBurstBytes);
  readonly #attaches = new Rate(attachesPerSecond, attachBurst);
  #disposed = false;

  constructor(holder: () => Holder | undefined) {
    this.#holder = holder;
  }

  /** Opens the terminal if it is missing or its shell ended, and follows it; the caller starts the output. Throws {@link TerminalProblem}. */
  async attach(terminal: string, from: number, size: TerminalSize): Promise<Attached> {
    if (!this.#attaches.take(1)) throw new TerminalProblem({ code: "too-many-terminals", message: "Too many terminals attached in a short time; wait a few seconds.", seconds: attachPauseSeconds });
    const holder = this.#requireHolder();
    const mine = Symbol(terminal);
    this.#newest.set(terminal, mine);
    this.#drop(terminal);
    try {
      const before = await holder.terminals();
      const known = before.find(({ name }) => name === terminal);
      if (!known && before.length >= terminalLimit) {
        throw new TerminalProblem({ code: "terminal-limit", message: `There are ${before.length} terminals; close one first.` });
      }
      await holder.openTerminal(terminal, size);
      const attachment = await holder.attach(terminal, from);
      if (this.#disposed || this.#newest.get(terminal) !== mine) {
        attachment[Symbol.dispose]();
        throw new TerminalProblem({ code: "terminal-unknown", message: "A newer attach took this one's place." });
      }
      const follower = new Follower(attachment, size);
      this.#followers.set(terminal, { follower, holder });
      this.#resize(holder, terminal, follower);
      return {
        start: attachment.start,
        live: attachment.live,
        opened: known ? undefined : [...before.map(({ name }) => name), terminal],
        follow: (listener) =>
          follower.start({
            output: listener.output,
            closed: (end) => {
              if (this.#followers.get(terminal)?.follower === follower) this.#followers.delete(terminal);
              listener.closed(end);
            },
          }),
      };
    } catch (error) {
      throw asProblem(error);
    }
  }

  detach(terminal: string): void {
    this.#newest.delete(terminal);
    this.#drop(terminal);
  }

  /** Ends the shell for every viewer; gives the names of those that are left. Throws {@link TerminalProblem}. */
  async close(terminal: string): Promise<string[]> {
    const holder = this.#requireHolder();
    try {
      await holder.closeTerminal(terminal);
      givenSizes.get(holder)?.delete(terminal);
      return (await holder.terminals()).map(({ name }) => name);
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** Input beyond what anybody types or pastes is dropped. */
  input(terminal: string, data: Uint8Array): void {
    const entry = this.#followers.get(terminal);
    if (!entry || !this.#input.take(Math.max(data.length, messageBytes))) return;
    const given = givenSizes.get(entry.holder)?.get(terminal);
    if (given && !same(given, entry.follower.size)) this.#resize(entry.holder, terminal, entry.follower);
    entry.follower.write(data);
  }

  resize(terminal: string, size: TerminalSize): void {
    const entry = this.#followers.get(terminal);
    if (!entry || !this.#input.take(messageBytes) || same(entry.follower.size, size)) return;
    entry.follower.size = size;
    this.#resize(entry.holder, terminal, entry.follower);
  }

  acknowledge(terminal: string, offset: number): void {
    this.#followers.get(terminal)?.follower.acknowledge(offset);
  }

  detachAll(): void {
    this.#newest.clear();
    for (const terminal of [...this.#followers.keys()]) this.#drop(terminal);
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.detachAll();
  }

  #drop(terminal: string): void {
    this.#followers.get(terminal)?.follower[Symbol.dispose]();
    this.#followers.delete(terminal);
  }

  #resize(holder: Holder, terminal: string, follower: Follower): void {
    const sizes = givenSizes.get(holder) ?? new Map<string, TerminalSize>();
    givenSizes.set(holder, sizes);
    sizes.set(terminal, follower.size);
    follower.resize(follower.size);
  }

  #requireHolder(): Holder {
    const holder = this.#holder();
    if (holder) return holder;
    throw new TerminalProblem({ code: "environment-missing", message: "There is no environment yet; start a lesson first." });
  }
}

/** What an attach gives; the caller answers first and then calls `follow`. */
export interface Attached {
  start: number;
  live: number;
  /** The names of all terminals, when this attach opened one. */
  opened: string[] | undefined;
  follow: (listener: FollowerListener) => void;
}

function same(one: TerminalSize, other: TerminalSize): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}

function asProblem(error: unknown): TerminalProblem {
  if (error instanceof TerminalProblem) return error;
  if (!(error instanceof HolderError)) throw error;
  return new TerminalProblem({ code: "environment-silent", message: `The terminal cannot be reached: ${error.message}` }, { cause: error });
}
