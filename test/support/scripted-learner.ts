import { io, type Socket } from "socket.io-client";
import { poll } from "../../clusters/poll.ts";
import type { Answer, CheckAnswer, ClientToServer, ServerToClient, SessionState, Venue } from "../../server/protocol.ts";

/** A browser of a learner, without its page: a cookie jar, HTTP and a socket. */
export class ScriptedLearner implements Disposable {
  readonly url: string;
  cookie = "";
  state: SessionState | undefined;
  /** Everything the socket was told, in order. */
  readonly told: { event: string; payload: unknown }[] = [];
  #socket: Socket<ServerToClient, ClientToServer> | undefined;

  constructor(url: string, cookie = "") {
    this.url = url;
    this.cookie = cookie;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, { headers: { cookie: this.cookie, ...headers }, redirect: "manual" });
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: any; headers: Headers }> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(this.url + path, { method: "POST", body: text, headers: { cookie: this.cookie, origin: this.url, "content-type": "application/json", ...headers } });
    const [set] = response.headers.getSetCookie();
    if (set) this.cookie = set.split(";")[0]!;
    return { status: response.status, body: await response.json(), headers: response.headers };
  }

  async venue(): Promise<Venue> {
    return (await this.get("/api/venue")).json() as Promise<Venue>;
  }

  /** Joins, and remembers the cookie. */
  async join(nickname = "Hanako", accessCode?: string): Promise<SessionState> {
    const { body } = await this.post("/api/join", { nickname, accessCode });
    if (!body.ok) throw new Error(JSON.stringify(body));
    return (this.state = body.session);
  }

  /** Opens the socket; rejects with the server's refusal. */
  async connect(options: { origin?: string; reconnect?: boolean; forwardedFor?: string } = {}): Promise<Socket<ServerToClient, ClientToServer>> {
    const socket: Socket<ServerToClient, ClientToServer> = io(this.url, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: options.reconnect ?? false,
      extraHeaders: { cookie: this.cookie, origin: options.origin ?? this.url, ...(options.forwardedFor && { "x-forwarded-for": options.forwardedFor }) },
    });
    this.#socket = socket;
    socket.onAny((event: string, payload: unknown) => void this.told.push({ event, payload }));
    socket.on("session", (state) => (this.state = state));
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    return socket;
  }

  get socket(): Socket<ServerToClient, ClientToServer> {
    if (!this.#socket) throw new Error("not connected");
    return this.#socket;
  }

  /** Asks with the answer as a promise. */
  async ask<T = object>(event: string, ...args: unknown[]): Promise<Answer<T>> {
    return (this.socket.timeout(20_000) as any).emitWithAck(event, ...args);
  }

  check(step: number): Promise<Answer<{ answer: CheckAnswer }>> {
    return this.ask("step:check", { step, language: "en" });
  }

  /** Waits until the session's state is as wanted. */
  async until(name: string, wanted: (state: SessionState) => boolean): Promise<SessionState> {
    return poll({ name, timeoutMs: 30_000, intervalMs: 10 }, async () => (this.state && wanted(this.state) ? this.state : undefined));
  }

  /** Starts a lesson and waits for its environment. */
  async start(lessonId: string): Promise<SessionState> {
    const answer = await this.ask("lesson:start", { lessonId });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    return this.until("the environment", ({ environment }) => environment.state === "ready");
  }

  /** Opens a terminal, types a line, and waits until its output holds `expected`. */
  async type(line: string, expected: string): Promise<void> {
    let text = "";
    const listener: ServerToClient["terminal:output"] = ({ data }) => void (text += Buffer.from(data).toString());
    this.socket.on("terminal:output", listener);
    const answer = await this.ask("terminal:attach", { terminal: "main", from: 0, columns: 80, rows: 24 });
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    this.socket.emit("terminal:input", { terminal: "main", data: `${line}\r` });
    await poll({ name: `"${expected}" in the terminal`, timeoutMs: 30_000, intervalMs: 10 }, async () => text.includes(expected));
    this.socket.off("terminal:output", listener);
  }

  [Symbol.dispose](): void {
    this.#socket?.disconnect();
  }
}
