/** The page of the terminal bench: the product's own TerminalView, with a clock and a recorder around xterm's `write`. */
import { Terminal } from "@xterm/xterm";
import { io } from "socket.io-client";
import { TerminalView } from "../../../client/terminal/terminal-view.ts";
import { WriteRecorder } from "./write-recorder.ts";

const theme = { background: "#101418", foreground: "#e6e6e6" };
const words = { gap: (bytes: number) => `gap ${bytes}`, ended: (code: number) => `ended ${code}` };
const recorder = new WriteRecorder(Terminal.prototype);
const socket = io({ transports: ["websocket"] });
const states: string[] = [];
const view = new TerminalView(document.querySelector<HTMLElement>("#terminal")!, {
  socket,
  terminal: "main",
  theme,
  fontSize: 14,
  words,
  onState: ({ state }) => states.push(state),
  onTitle: (title) => {
    document.title = title;
  },
});

/** What the bench and the browser tests do in the page. */
const bench = {
  view,
  socket,
  recorder,
  states,
  /** The screen and its scrollback as text. */
  text(): string {
    const buffer = recorder.terminal!.buffer.active;
    return Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row)!.translateToString(true)).join("\n");
  },
  /** Columns that this text takes. */
  async width(text: string): Promise<number> {
    const terminal = new Terminal({ allowProposedApi: true });
    const { UnicodeGraphemesAddon } = await import("@xterm/addon-unicode-graphemes");
    terminal.loadAddon(new UnicodeGraphemesAddon());
    await new Promise<void>((resolve) => terminal.write(text, resolve));
    return terminal.buffer.active.cursorX;
  },
  /** Milliseconds from a key's input to its echo parsed by xterm, through the product. */
  async echo(key: string): Promise<number> {
    const at = performance.now();
    const seen = recorder.next();
    recorder.terminal!.input(key);
    return (await seen) - at;
  },
  /** Bytes a second that this xterm takes from memory, with at most `window` bytes waiting. */
  async fromMemory(block: string, blocks: number, window: number): Promise<number> {
    const data = new TextEncoder().encode(block);
    const terminal = recorder.terminal!;
    const at = performance.now();
    let open = 0;
    let wake: (() => void) | undefined;
    for (let count = 0; count < blocks; count += 1) {
      open += data.length;
      terminal.write(data.slice(), () => {
        open -= data.length;
        wake?.();
      });
      while (open > window) await new Promise<void>((resolve) => (wake = resolve));
    }
    while (open > 0) await new Promise<void>((resolve) => (wake = resolve));
    return (data.length * blocks) / ((performance.now() - at) / 1000);
  },
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}
window.bench = bench;
