import { setTimeout as delay } from "node:timers/promises";
import type { Holder } from "../../clusters/holder/holder.ts";
import { poll, PollTimeout } from "../../clusters/poll.ts";
import type { CommandButton } from "../command-buttons.ts";
import { editFile } from "./edit-file.ts";
import { ProofTerminal } from "./proof-terminal.ts";
import { waitingForInput } from "./waiting-for-input.ts";

/** A click could not be done: a file could not be changed; the one before it in the same terminal does not end, or its shell has ended. */
export class CannotType extends Error {
  override readonly name = "CannotType";
}

/** A click, and what the text does next. */
export interface Click {
  button: CommandButton;
  /** The terminal that it means, by name. */
  terminal: string;
  /** What is next in the same terminal: another command, keys or a command with Ctrl-C in front, or nothing. */
  next: "command" | "interrupt" | "nothing";
  /** The next click of the same step is in another terminal, or changes a file. */
  leaves: boolean;
}

/** What {@link Clicker} needs. */
export interface ClickerOptions {
  holder: Holder;
  signal: AbortSignal;
  /** Milliseconds between two clicks: a cluster goes on working after a command has ended, and a person reads meanwhile. */
  paceMs: number;
}

const endMs = 300_000;
/** Who prints at this moment may do so before it waits to be typed into. */
const quietMs = 800;
const betweenLooksMs = 1_000;
/** A command that is interrupted later has shown what it has to show. */
const watchedMs = 2_000;
const longestWatchMs = 15_000;
/** A command after which the learner goes to another terminal, and of which nothing says that it runs on. */
const patienceMs = 30_000;

/** Clicks commands in the terminals of an environment as a learner would: in order, each when its terminal is ready for it. */
export class Clicker implements Disposable {
  readonly #options: ClickerOptions;
  readonly #terminals = new Map<string, ProofTerminal>();
  #last: ProofTerminal | undefined;

  constructor(options: ClickerOptions) {
    this.#options = options;
  }

  /** The last lines of every terminal, for a report. */
  get shown(): string {
    return [...this.#terminals.values()].map(({ name, tail }) => `[T${name}]\n${tail}`).join("\n");
  }

  /** What all terminals have shown since {@link lookAway}. */
  get fresh(): string {
    return [...this.#terminals.values()].map(({ fresh }) => fresh).join("\n");
  }

  /** Forgets what is {@link fresh}. */
  lookAway(): void {
    for (const terminal of this.#terminals.values()) terminal.lookAway();
  }

  /** The command that was clicked last has not ended. */
  get busy(): boolean {
    return this.#last !== undefined && !this.#last.idle;
  }

  /** Enters, in every terminal, what a click has only typed there: a learner reads it, maybe, and presses Enter before they go on. */
  async enterRest(): Promise<void> {
    for (const terminal of this.#terminals.values()) if (terminal.unfinished) await this.#enterRest(terminal);
  }

  /** Waits until the command that was clicked last has ended, or has shown what it has to show. */
  async rest(): Promise<void> {
    if (this.#last) await this.#ready(this.#last, longestWatchMs, watchedMs);
  }

  /** Clicks one command and waits for as long as a learner would before going on. Throws {@link CannotType}. */
  async click({ button, terminal: name, next, leaves }: Click): Promise<void> {
    const { holder, signal, paceMs } = this.#options;
    if (button.edit) {
      const problem = await editFile(holder, button.edit);
      if (problem !== undefined) throw new CannotType(problem);
      return;
    }
    const known = this.#terminals.has(name);
    const terminal = await this.#terminal(name);
    this.#last = terminal;
    // Keys are for what has been seen to run: Ctrl-C while the shell still reads its line or starts the program ends neither, or takes the line away.
    if (!button.enter || button.interrupt) await this.#ready(terminal, longestWatchMs, watchedMs);
    if (!button.enter) {
      mustLive(terminal, button.command);
      terminal.press(button.command);
    } else {
      // In a terminal that opens only now there is nothing to interrupt.
      if (button.interrupt && known) terminal.press("\u0003");
      else if (terminal.unfinished) await this.#enterRest(terminal);
      if (!(await this.#ready(terminal, endMs))) throw new CannotType(`T${name} is still busy after ${endMs / 1000} s, and ${JSON.stringify(button.command)} is to be typed there`);
      mustLive(terminal, button.command);
      terminal.run(button.command);
    }
    if (leaves) await this.#ready(terminal, next === "interrupt" ? longestWatchMs : patienceMs, next === "interrupt" ? watchedMs : undefined);
    if (paceMs > 0) await delay(paceMs, undefined, { signal });
  }

  /**
   * Waits until a terminal has shown what it has printed by now and can be typed into. One that cannot in time is interrupted, as a learner would, and
   * false is given; one whose shell was ended is opened again.
   */
  async settle(name: string, timeoutMs: number): Promise<boolean> {
    const { holder, signal } = this.#options;
    if (this.#terminals.get(name)?.ended) this.#forget(name);
    const terminal = await this.#terminal(name);
    await poll({ name: `the output of terminal ${name}`, timeoutMs: endMs, intervalMs: 25, signal }, async () => terminal.ended || terminal.received >= ((await holder.terminals()).find((one) => one.name === name)?.end ?? 0));
    const ready = await this.#ready(terminal, timeoutMs);
    if (terminal.ended) {
      this.#forget(name);
      await this.#terminal(name);
    } else if (!ready) {
      terminal.press("\u0003");
      await this.#ready(terminal, watchedMs);
    }
    return ready;
  }

  [Symbol.dispose](): void {
    for (const terminal of this.#terminals.values()) terminal[Symbol.dispose]();
  }

  async #terminal(name: string): Promise<ProofTerminal> {
    const terminal = this.#terminals.get(name) ?? (await ProofTerminal.open(this.#options.holder, name, this.#options.signal));
    this.#terminals.set(name, terminal);
    return terminal;
  }

  /** Words behind a prompt would become the beginning of the next command; what a program has read is not entered again. */
  async #enterRest(terminal: ProofTerminal): Promise<void> {
    if ((await this.#ready(terminal, longestWatchMs, watchedMs)) && terminal.idle && !terminal.ended) terminal.run("");
    await this.#ready(terminal, longestWatchMs, watchedMs);
  }

  #forget(name: string): void {
    this.#terminals.get(name)?.[Symbol.dispose]();
    this.#terminals.delete(name);
  }

  /** True when the terminal can be typed into; false when its program runs on at the end of the time, or has printed something and then nothing for so long. */
  async #ready(terminal: ProofTerminal, timeoutMs: number, watchedFor?: number): Promise<boolean> {
    const { holder, signal } = this.#options;
    let lookedAt = Number.NEGATIVE_INFINITY;
    try {
      const ready = await poll({ name: "the command's end", timeoutMs, intervalMs: 25, signal }, async () => {
        if (terminal.idle) return "ready";
        if (watchedFor !== undefined && terminal.printed && terminal.quietMs > watchedFor) return "watched";
        if (terminal.quietMs < quietMs || performance.now() - lookedAt < betweenLooksMs) return undefined;
        const waiting = await waitingForInput(holder, signal);
        lookedAt = performance.now();
        return waiting.has(terminal.width) && "ready";
      });
      return ready === "ready";
    } catch (error) {
      if (error instanceof PollTimeout) return false;
      throw error;
    }
  }
}

/** In a terminal whose shell has ended, the page types nothing: another one opens only when the learner presses Enter. */
function mustLive({ name, ended }: ProofTerminal, command: string): void {
  if (ended) throw new CannotType(`the shell in T${name} has ended, and ${JSON.stringify(command)} is to be typed there`);
}
