import { io, type Socket } from "socket.io-client";
import { poll } from "../../../clusters/poll.ts";
import type { Answer, ClientToServer, ServerToClient, SessionState } from "../../../server/protocol.ts";

/** A learner's page as far as the server sees it: a session, a socket and open terminals that nobody types into. */
export class IdleLearner implements Disposable {
  readonly #socket: Socket<ServerToClient, ClientToServer>;

  private constructor(socket: Socket<ServerToClient, ClientToServer>) {
    this.#socket = socket;
  }

  /** Joins, starts a lesson, waits for the environment and follows so many terminals. */
  static async join(url: string, { lessonId, terminals, signal }: { lessonId: string; terminals: number; signal: AbortSignal }): Promise<IdleLearner> {
    const joined = await fetch(`${url}/api/join`, { method: "POST", signal, headers: { origin: url, "content-type": "application/json" }, body: JSON.stringify({ nickname: "idle" }) });
    if (!joined.ok) throw new Error(`joining was answered with ${joined.status}: ${await joined.text()}`);
    const cookie = joined.headers.getSetCookie()[0]!.split(";")[0]!;
    const socket: Socket<ServerToClient, ClientToServer> = io(url, { transports: ["websocket"], forceNew: true, reconnection: false, extraHeaders: { cookie, origin: url } });
    const learner = new IdleLearner(socket);
    try {
      await learner.#ready(lessonId, signal);
      for (let number = 1; number <= terminals; number++) await learner.#attach(String(number));
      return learner;
    } catch (error) {
      learner[Symbol.dispose]();
      throw error;
    }
  }

  async #ready(lessonId: string, signal: AbortSignal): Promise<void> {
    let state: SessionState | undefined;
    this.#socket.on("session", (next) => (state = next));
    accepted(await this.#socket.timeout(30_000).emitWithAck("lesson:start", { lessonId }));
    const settled = await poll({ name: "a toolbox for an idle learner", timeoutMs: 180_000, signal }, async () => (state && ["ready", "failed"].includes(state.environment.state) ? state.environment : undefined));
    if (settled.state === "failed") throw new Error(settled.reason);
  }

  async #attach(terminal: string): Promise<void> {
    let seen = false;
    const look: ServerToClient["terminal:output"] = (chunk) => {
      seen ||= chunk.terminal === terminal;
      this.#socket.emit("terminal:ack", { terminal: chunk.terminal, offset: chunk.offset + chunk.data.length });
    };
    this.#socket.on("terminal:output", look);
    accepted(await this.#socket.timeout(30_000).emitWithAck("terminal:attach", { terminal, from: 0, columns: 100, rows: 30 }));
    await poll({ name: `the prompt of terminal ${terminal}`, timeoutMs: 30_000 }, async () => seen);
  }

  [Symbol.dispose](): void {
    this.#socket.disconnect();
  }
}

function accepted(answer: Answer): void {
  if (!answer.ok) throw new Error(answer.problem.message);
}
