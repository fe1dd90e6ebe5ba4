import type { ITheme } from "@xterm/xterm";
import type { Socket } from "socket.io-client";
import type { ClientToServer, Problem, ServerToClient } from "../../server/protocol.ts";

/** What a terminal on the page needs. */
export interface TerminalViewOptions {
  /** The page's one connection; it stays the caller's, who connects and closes it. */
  socket: Socket<ServerToClient, ClientToServer>;
  /** Name of the terminal in the learner's toolbox, e.g. `main`. */
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

/** What a terminal is doing: `ended` waits for Enter to open a new shell; `refused` tries again at the next connection or {@link TerminalView.attach}. */
export type TerminalState =
  | { state: "offline" }
  | { state: "attaching" }
  | { state: "live" }
  | { state: "ended"; exitCode: number }
  | { state: "refused"; problem: Problem };

/** Words in the learner's language. */
export interface TerminalWords {
  /** Older output is no longer kept; `bytes` is undefined when the number is not known. */
  gap: (bytes: number) => string;
  /** The shell ended, Enter opens another. */
  ended: (exitCode: number) => string;
}

/** One terminal in the page: `using view = new TerminalView(element, options)`. Its element must have a size; import "@xterm/xterm/css/xterm.css" comes with it. */
export class TerminalView implements Disposable {
  constructor(element: HTMLElement, options: TerminalViewOptions) {
    throw new Error(`being written: ${element.id} ${options.terminal}`);
  }
  /** Types a command and Enter, without control bytes; `interrupt` sends Ctrl-C first. False while the terminal is not live: nothing is kept for later. */
  run(_command: string, _options: { interrupt?: boolean } = {}): boolean {
    return false;
  }
  /** Attaches again now, e.g. when a new environment is ready. `fresh` forgets what is on the screen. */
  attach(_options: { fresh?: boolean } = {}): void {}
  focus(): void {}
  setTheme(_theme: ITheme): void {}
  setFontSize(_pixels: number): void {}
  setScreenReader(_on: boolean): void {}
  setWords(_words: TerminalWords): void {}
  /** Selects the next match and scrolls to it; false when there is none. */
  find(_text: string, _options: { backwards?: boolean } = {}): boolean {
    return false;
  }
  dispose(): void {}
  [Symbol.dispose](): void {
    this.dispose();
  }
}
