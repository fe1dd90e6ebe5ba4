import type { Line, Sent } from "./outbox.ts";
import { ask } from "./ask.ts";

/** Nobody can be logged in with this name. */
export class NameRefused extends Error {
  override readonly name = "NameRefused";
}

/** What the client asks the publish server. */
export class ChatApi {
  readonly #server: string;
  readonly #topic: string;
  #cookie = "";

  constructor(server: string, topic: string) {
    this.#server = server;
    this.#topic = topic;
  }

  /** Logs in; later lines carry the session. Throws {@link NameRefused}, or what kept the server from answering. */
  async logIn(name: string): Promise<void> {
    const { status, body, cookies } = await ask(new URL("/api/sessions", this.#server), { method: "POST", body: JSON.stringify({ name }), headers: { "content-type": "application/json" } });
    if (status === 400) throw new NameRefused(sentenceOf(body));
    if (status !== 201) throw new Error(sentenceOf(body) || `HTTP ${status}`);
    this.#cookie = cookies.map((cookie) => cookie.split(";")[0]).join("; ");
  }

  /** Sends one line and says what became of it. */
  async send({ id, text }: Line): Promise<Sent> {
    const headers = { "content-type": "text/plain; charset=utf-8", "x-message-id": id, cookie: this.#cookie };
    try {
      const { status, body } = await ask(new URL(`/api/topics/${encodeURIComponent(this.#topic)}`, this.#server), { method: "POST", body: text, headers });
      return whatBecame(status, body);
    } catch (error) {
      // Without a connection nothing went out; afterwards nobody knows.
      const code = (error as NodeJS.ErrnoException).code ?? "";
      return { kind: "later", sentence: `${new URL(this.#server).host}: ${code || String(error)}`, unknown: !["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "EAI_AGAIN"].includes(code) };
    }
  }
}

/** What an answer to a message means for it. */
export function whatBecame(status: number, body: string): Sent {
  if (status === 201) return { kind: "stored" };
  if (status === 401) return { kind: "logged-out" };
  const sentence = sentenceOf(body) || `HTTP ${status}`;
  // A topic that is not there can be made; what the message itself is, stays.
  if ([400, 413, 415].includes(status)) return { kind: "refused", sentence };
  return { kind: "later", sentence, unknown: !body.includes('"not-stored"') };
}

function sentenceOf(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === "string" ? error : "";
  } catch {
    // Something between here and the server answered with a page of its own: its text says nothing to a learner.
    return "";
  }
}
