import "@xterm/xterm/css/xterm.css";
import "./wide-letters.css";
import { FitAddon } from "@xterm/addon-fit";
import { UnicodeGraphemesAddon } from "@xterm/addon-unicode-graphemes";
import { type ITheme, Terminal } from "@xterm/xterm";
import type { Socket } from "socket.io-client";
import type { ClientToServer, ServerToClient } from "../../server/protocol.ts";
import { pause } from "../pause.ts";
import { addClipboard } from "./clipboard.ts";
import { commandText } from "./command-text.ts";
import { drawPace } from "./draw-pace.ts";
import { addLinks } from "./links.ts";
import { pastedText } from "./pasted-text.ts";
import { useFastRenderer } from "./renderer.ts";
import { TerminalLine } from "./terminal-line.ts";
import { TerminalSearch } from "./terminal-search.ts";
import type { TerminalState } from "./terminal-state.ts";

export type { TerminalState };

/** What a terminal on the page needs. */
export interface TerminalViewOptions {
  /** The page's one connection; it stays the caller's, who connects and closes it. */
  socket: Socket<ServerToClient, ClientToServer>;
  /** Name of the terminal in the learner's toolbox, e.g. `main`: 1 to 32 of a-z, 0-9 and -. */
  terminal: string;
  theme: ITheme;
  /** Pixels. */
  fontSize: number;
  screenReader?: boolean;
  /** The few words that a terminal writes by itself; change them with {@link TerminalView.setWords} when the language changes. */
  words: TerminalWords;
  /** Told the shell's title (plain text, 200 characters at most). */
  onTitle?: (title: string) => void;
  /** Told whenever what the terminal is doing changes. */
  onState?: (state: TerminalState) => void;
}

/** Words in the learner's language. */
export interface TerminalWords {
  /** Output of so many bytes is no longer kept. */
  gap: (bytes: number) => string;
  /** The shell ended, Enter opens another. */
  ended: (exitCode: number) => string;
}

const fontFamily = 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK JP", "Noto Sans CJK JP", monospace';
const titleLimit = 200;
/** Milliseconds after Ctrl-C in which a shell that was at its prompt already has its next one out. */
const interruptMs = 120;

/** One terminal in the page: `using view = new TerminalView(element, options)`. The element must have a size; it is filled. */
export class TerminalView implements Disposable {
  readonly search: TerminalSearch;
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #line: TerminalLine;
  readonly #observer: ResizeObserver;
  #words: TerminalWords;
  #frame = 0;
  /** The command that is to be typed when what was interrupted is gone. */
  #waiting: symbol | undefined;

  constructor(element: HTMLElement, options: TerminalViewOptions) {
    this.#words = options.words;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: true,
      fontFamily,
      fontSize: options.fontSize,
      minimumContrastRatio: 4.5,
      rescaleOverlappingGlyphs: true,
      screenReaderMode: options.screenReader ?? false,
      scrollback: 5_000,
      theme: options.theme,
    });
    const terminal = this.#terminal;
    terminal.loadAddon(this.#fit);
    this.search = new TerminalSearch(terminal);
    terminal.loadAddon(new UnicodeGraphemesAddon());
    addLinks(terminal);
    terminal.open(element);
    useFastRenderer(terminal);
    addClipboard(terminal, element, (text) => {
      terminal.scrollToBottom();
      this.#line.send(() => pastedText(text, terminal.modes.bracketedPasteMode));
    });
    this.#fitNow();
    this.#line = new TerminalLine({
      socket: options.socket,
      terminal: options.terminal,
      screen: {
        size: () => ({ columns: terminal.cols, rows: terminal.rows }),
        write: (data, done) => {
          drawPace.count(data.length);
          terminal.write(data, done);
        },
        gap: (bytes) => this.#say(this.#words.gap(bytes)),
        clear: () => terminal.reset(),
      },
      onState: (state) => {
        if (state.state === "ended") this.#say(this.#words.ended(state.exitCode));
        options.onState?.(state);
      },
    });
    let key: string | undefined;
    // Told just before the same text comes as data.
    terminal.onKey((pressed) => (key = pressed.key));
    terminal.onData((data) => {
      const byKey = data === key;
      key = undefined;
      if (this.#line.state.state === "ended" && data === "\r") this.#line.attach();
      else this.#line.send(data, { byKey });
    });
    terminal.onBinary((data) => void this.#line.send(Uint8Array.from(data, (character) => character.charCodeAt(0))));
    terminal.onResize(() => this.#line.resize());
    terminal.onTitleChange((title) => options.onTitle?.(plain(title)));
    this.#observer = new ResizeObserver(() => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#fitNow());
    });
    this.#observer.observe(element);
    this.#line.attach();
  }

  /**
   * Types a command and Enter, without control bytes; `interrupt` sends Ctrl-C first, and types when the shell's prompt is out: a program that
   * takes its time to end would read the command. The next call takes the place of a command that still waits. False while the terminal is not live: nothing is kept for later.
   */
  run(command: string, options: { interrupt?: boolean } = {}): boolean {
    const type = () => this.#line.state.state === "live" && this.#line.send(commandText(command, this.#terminal.modes.bracketedPasteMode));
    const own = Symbol(command);
    this.#waiting = own;
    this.#terminal.scrollToBottom();
    if (!options.interrupt) return type();
    if (this.#line.state.state !== "live" || !this.#line.send("\u0003")) return false;
    void pause(interruptMs).then(() => this.untilPrompt()).then(() => this.#waiting === own && type());
    return true;
  }

  /**
   * Resolves when the shell in it reads a line: it asks for bracketed paste then. What is typed before, while it reads its settings, may lose
   * its first letters. After `limitMs` it resolves all the same, for shells that never ask.
   */
  untilPrompt(limitMs = 8_000): Promise<void> {
    const terminal = this.#terminal;
    return new Promise((resolve) => {
      const look = () => terminal.modes.bracketedPasteMode && done();
      const done = () => {
        clearTimeout(timer);
        parsed.dispose();
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      const parsed = terminal.onWriteParsed(look);
      look();
    });
  }

  /** Attaches again now, e.g. when a new environment is ready. `fresh` forgets what is on the screen. */
  attach(options: { fresh?: boolean } = {}): void {
    this.#line.attach(options);
  }

  focus(): void {
    this.#terminal.focus();
  }

  setTheme(theme: ITheme): void {
    this.#terminal.options.theme = theme;
  }

  setFontSize(pixels: number): void {
    this.#terminal.options.fontSize = pixels;
    this.#fitNow();
  }

  setScreenReader(on: boolean): void {
    this.#terminal.options.screenReaderMode = on;
  }

  setWords(words: TerminalWords): void {
    this.#words = words;
  }

  dispose(): void {
    this.#waiting = undefined;
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#line[Symbol.dispose]();
    this.#terminal.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** A hidden element has no size; then the terminal keeps the one it has. */
  #fitNow(): void {
    const size = this.#fit.proposeDimensions();
    if (size && size.cols >= 2 && size.rows >= 1) this.#terminal.resize(Math.min(500, size.cols), Math.min(300, size.rows));
  }

  /** A line of our own. CAN ends a sequence that a gap may have cut in the middle. */
  #say(text: string): void {
    this.#terminal.write(`\u0018\u001b[0m\r\n\u001b[2m${plain(text)}\u001b[0m\r\n`);
  }
}

function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "").slice(0, titleLimit);
}
