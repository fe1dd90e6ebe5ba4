import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { poll } from "../../clusters/poll.ts";
import { writeBundle } from "../../clusters/images/recipes/program-bundle.ts";
import { ChildProgram } from "./child-program.ts";

const chatFolder = fileURLToPath(new URL("../../lessons/apps/chat", import.meta.url));

/** One role of the chat in a process of its own, as its Pod runs it. */
export class ChatProcess extends ChildProgram {
  /** Where it listens; there once {@link ChatProcess.start} is done. */
  url = "";

  /** Makes the chat's program as its image has it, in a folder; gives the program's path. */
  static async bundle(folder: string): Promise<string> {
    const program = join(folder, "main.mjs");
    await writeBundle({ folder: chatFolder, entry: "main.ts" }, program);
    await cp(join(chatFolder, "page"), join(folder, "page"), { recursive: true });
    return program;
  }

  static async start(program: string, role: "publish" | "subscribe" | "front", env: Record<string, string>): Promise<ChatProcess> {
    const chat = new ChatProcess(process.execPath, { args: [program, role], env: { PORT: "0", LINGER: "0.2", NODE_OPTIONS: "--max-semi-space-size=1 --max-old-space-size=96", ...env } });
    const [, port] = await chat.says(/"event":"listening","port":(\d+)/);
    chat.url = `http://127.0.0.1:${port}`;
    return chat;
  }

  /** Waits until it says that it is ready, as a Service does before it sends anything to a Pod: its connections to Kafka and Redis stand. */
  async untilReady(): Promise<void> {
    await poll({ name: `the chat at ${this.url} to be ready`, timeoutMs: 60_000, intervalMs: 20 }, async () => (await this.get("/readyz")).status === 200);
  }

  /** Sends a message and gives the answer's status with its JSON. */
  async post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<{ status: number; body: Record<string, unknown>; cookie: string; ms: number }> {
    const begin = performance.now();
    const answer = await fetch(new URL(path, this.url), { method: "POST", body, headers, signal: AbortSignal.timeout(20_000) });
    const json = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, body: json, cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "", ms: performance.now() - begin };
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(new URL(path, this.url), { headers, signal: AbortSignal.timeout(20_000) });
    return { status: answer.status, body: await answer.json() };
  }
}
