import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { LessonWindow } from "../../lessons/window/window.ts";

const program = new URL("../fixtures/window-sink.ts", import.meta.url).pathname;

/** What the sink has seen. */
export interface SinkSeen {
  heals: number;
  connections: number;
  messages: number;
  /** Streams that were opened, and those of them that said where they had been. */
  streams: number;
  resumed: number;
  stored: number;
  /** Streams and watches that are open now. */
  open: number;
  headers: Record<string, string>;
}

/** A real program behind a real port: takes messages, stores them, streams them, and is bad at it when it is told to be. */
export class WindowSink implements AsyncDisposable {
  readonly port: number;
  #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(): Promise<WindowSink> {
    const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(child.stdout!, "data")) as [Buffer];
    return new WindowSink(child, Number(String(line)));
  }

  /** From now on; `watch` lines are printed at once. */
  async faults(faults: object): Promise<void> {
    await fetch(`${this.#url}/faults`, { method: "POST", body: JSON.stringify(faults) });
  }

  /** The watch says that this Pod is gone. */
  async kill(pod: string, uid: string): Promise<void> {
    await this.faults({ watch: [JSON.stringify({ kill: { pod, uid } })] });
  }

  async seen(): Promise<SinkSeen> {
    return (await (await fetch(`${this.#url}/seen`)).json()) as SinkSeen;
  }

  /** Ends the program as a crash does. */
  async crash(): Promise<void> {
    const exit = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exit;
  }

  /** A window about this sink. */
  window(changes: Partial<LessonWindow> = {}): LessonWindow {
    const script = (file: string, source: string) => ({ file: `proof/${file}`, source });
    return {
      seconds: 30,
      send: { port: this.port, path: "/messages", producers: 4, perSecond: 400 },
      follow: { port: this.port, path: "/stream" },
      watch: script("watch.sh", `curl -sN ${this.#url}/watch`),
      heal: script("heal.sh", `curl -sf -X POST ${this.#url}/heal`),
      settled: script("settled.sh", `curl -sf ${this.#url}/settled || { echo "2 of 3 are back"; exit 1; }`),
      read: script("read.sh", `curl -sf ${this.#url}/stored || { echo "nobody reads it out"; exit 1; }`),
      needs: { kills: 1, leaderKills: 1, acknowledged: 100 },
      expect: "intact",
      ...changes,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.crash();
  }

  get #url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}
