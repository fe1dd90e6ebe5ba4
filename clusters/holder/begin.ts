import { spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { type HolderConfig, learnerEnvironment } from "./config.ts";
import { type BegunStatus, unseenSize } from "./holder.ts";
import { openTerminal, type Terminals } from "./open-terminals.ts";
import { pasteAtPrompt } from "./paste.ts";
import type { HolderRequest } from "./request.ts";
import { reader } from "./script.ts";

/** As many things as one environment ever begins; each is remembered as long as the holder lives. */
const mostNames = 1_000;

/**
 * The script comes over file descriptor 3, as in script.ts. What it prints goes where it says, opened by the learner's own rights; where that
 * cannot be, nowhere.
 */
const prepare = `for f in /proc/$$/fd/*; do f=\${f##*/}; ((f > 3)) && eval "exec $f>&-"; done
mkdir -p -- "\${1%/*}" && { : > "$1_stdout.log" && : > "$1_stderr.log"; } 2> /dev/null && exec > "$1_stdout.log" 2> "$1_stderr.log"
exec /bin/bash -c "$2" bash`;

interface Begun {
  running: boolean;
  exitCode?: number;
  /** The text has not been read by the shell yet. */
  waiting: boolean;
}

/** What goes on in the toolbox without whoever began it: each name once in the holder's life, which is the environment's. */
export class Beginnings {
  readonly #begun = new Map<string, Begun>();
  readonly #terminals: Terminals;
  readonly #config: HolderConfig;
  /** The last text for each terminal: they are typed in their order. */
  readonly #pasting = new Map<string, Promise<void>>();

  constructor(terminals: Terminals, config: HolderConfig) {
    this.#terminals = terminals;
    this.#config = config;
  }

  /** Begins a script, a text to be typed, or both; does nothing and says false when something of this name was begun before. */
  begin({ name, terminal }: HolderRequest & { do: "begin" }, script: Buffer, text: string): boolean {
    if (this.#begun.has(name)) return false;
    if (this.#begun.size >= mostNames) throw new Error(`${mostNames} things have been begun already`);
    const begun: Begun = { running: false, waiting: false };
    this.#begun.set(name, begun);
    if (script.length > 0) this.#start(begun, this.#logsOf(name), script);
    if (text.trim() !== "") this.#type(begun, terminal, text);
    return true;
  }

  /** Everything that was begun, in its order. */
  list(): BegunStatus[] {
    return [...this.#begun].map(([name, begun]) => ({ name, logs: this.#logsOf(name), ...begun }));
  }

  #logsOf(name: string): string {
    return `${this.#config.logs}/${name}`;
  }

  #start(begun: Begun, logs: string, script: Buffer): void {
    const { uid, gid, home } = this.#config.learner;
    const child = spawn("/bin/bash", ["-c", prepare, "bash", logs, reader], {
      cwd: home,
      env: learnerEnvironment(this.#config),
      stdio: ["ignore", "ignore", "ignore", "pipe"],
      detached: true,
      ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
    });
    begun.running = true;
    child.on("error", (error) => {
      begun.running = false;
      process.stderr.write(`a script was not begun: ${error.message}\n`);
    });
    child.on("exit", (exitCode) => {
      begun.running = false;
      if (exitCode !== null) begun.exitCode = exitCode;
    });
    const source = child.stdio[3] as Writable;
    // A script that ends before it was read to its end.
    source.on("error", () => undefined);
    source.end(script);
  }

  #type(begun: Begun, name: string, text: string): void {
    begun.waiting = true;
    const before = this.#pasting.get(name) ?? Promise.resolve();
    const typing = before
      .then(() => pasteAtPrompt(openTerminal(this.#terminals, { name, size: unseenSize }, this.#config), text))
      .catch((error: unknown) => void process.stderr.write(`a text was not typed: ${(error as Error).message}\n`))
      .finally(() => (begun.waiting = false));
    this.#pasting.set(name, typing);
  }
}
