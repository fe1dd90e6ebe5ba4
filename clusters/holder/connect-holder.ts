import type { Duplex } from "node:stream";
import { z } from "zod";
import { type BeginOptions, type BegunStatus, editLimit, type FileContent, type FileProblem, type Holder, HolderError, type SaveEnd, type ScriptOptions, type ScriptResult, type TerminalAttachment, type TerminalSize, type TerminalStatus } from "./holder.ts";
import { askHolder, type HolderAddress } from "./holder-request.ts";
import { readBytes } from "./read-bytes.ts";
import { RemoteAttachment } from "./remote-attachment.ts";
import { runRemoteScript } from "./remote-script.ts";

const done = z.object({ ok: z.literal(true) });
const number = z.number().int().min(0);
const attached = z.object({ ok: z.literal(true), start: number, live: number });
const listed = z.object({
  ok: z.literal(true),
  terminals: z
    .array(
      z.object({
        name: z.string().max(32),
        size: z.object({ columns: number, rows: number }),
        end: number,
        exitCode: z.number().int().optional(),
      }),
    )
    .max(64),
});
const problem = z.enum(["missing", "folder", "special", "denied", "too-large", "full"]);
const version = z.string().regex(/^[0-9a-f]{64}$/);
const read = z.union([z.object({ ok: z.literal(true), found: z.literal("file"), version, bytes: number.max(editLimit) }), z.object({ ok: z.literal(true), found: problem })]);
const saved = z.union([z.object({ ok: z.literal(true), saved: z.literal(true), version }), z.object({ ok: z.literal(true), saved: z.literal(false), why: z.union([problem, z.literal("changed")]) })]);
const files = z.object({ ok: z.literal(true), paths: z.array(z.string()).max(1_000) });
const first = z.object({ ok: z.literal(true), first: z.boolean() });
const begun = z.object({
  ok: z.literal(true),
  begun: z.array(z.object({ name: z.string().max(64), logs: z.string().max(4_096), running: z.boolean(), exitCode: z.number().int().optional(), waiting: z.boolean() })).max(1_000),
});
/** The holder itself tries several addresses, one after the other. */
const connectMs = 20_000;
/** The holder ends its own work on a file after 10 s. */
const fileMs = 15_000;

/** The holder behind a unix socket. Connects for each use and keeps nothing open but attachments, scripts and tunnels; every failure is a HolderError. */
export function connectHolder(socketPath: string, options: { timeoutMs?: number } = {}): Holder {
  return new SocketHolder({ socketPath, timeoutMs: options.timeoutMs ?? 10_000 });
}

class SocketHolder implements Holder {
  readonly #address: HolderAddress;
  readonly #lasting = new Set<Duplex>();

  constructor(address: HolderAddress) {
    this.#address = address;
  }

  async openTerminal(name: string, size: TerminalSize): Promise<void> {
    await this.#ask({ do: "open", name, size });
  }

  async terminals(): Promise<TerminalStatus[]> {
    const { socket, answer } = await askHolder(this.#address, { do: "list" }, { answer: listed });
    socket.destroy();
    return answer.terminals;
  }

  async closeTerminal(name: string): Promise<void> {
    await this.#ask({ do: "close", name });
  }

  async attach(name: string, from: number): Promise<TerminalAttachment> {
    const { socket, answer } = await askHolder(this.#address, { do: "attach", name, from }, { answer: attached });
    this.#keep(socket);
    return new RemoteAttachment(socket, answer.start, answer.live);
  }

  async runScript(options: ScriptOptions): Promise<ScriptResult> {
    return runRemoteScript(this.#address, options);
  }

  async begin({ name, script = "", text = "", terminal }: BeginOptions): Promise<boolean> {
    const parts = [Buffer.from(script), Buffer.from(text)] as const;
    const request = { do: "begin", name, terminal, script: parts[0].length, text: parts[1].length } as const;
    const { socket, answer } = await askHolder(this.#address, request, { answer: first, body: Buffer.concat(parts) });
    socket.destroy();
    return answer.first;
  }

  async begun(): Promise<BegunStatus[]> {
    const { socket, answer } = await askHolder(this.#address, { do: "begun" }, { answer: begun });
    socket.destroy();
    return answer.begun;
  }

  async connect(port: number): Promise<Duplex> {
    const { socket } = await askHolder(this.#address, { do: "connect", port }, { answer: done, timeoutMs: connectMs });
    this.#keep(socket);
    return socket;
  }

  async writeFile(path: string, content: Uint8Array, mode = 0o644): Promise<void> {
    await this.#ask({ do: "write", path, mode, bytes: content.length }, content);
  }

  async readFile(path: string): Promise<FileContent | { found: FileProblem }> {
    const { socket, answer } = await askHolder(this.#address, { do: "read", path }, { answer: read, timeoutMs: fileMs });
    const limit = setTimeout(() => socket.destroy(), fileMs);
    try {
      if (!("bytes" in answer)) return { found: answer.found };
      return { found: "file", version: answer.version, content: await readBytes(socket, answer.bytes) };
    } catch (error) {
      throw new HolderError(`the toolbox did not read ${path}: ${(error as Error).message}`, { cause: error });
    } finally {
      clearTimeout(limit);
      socket.destroy();
    }
  }

  async saveFile(path: string, content: Uint8Array, version: string): Promise<SaveEnd> {
    const { socket, answer } = await askHolder(this.#address, { do: "save", path, version, bytes: content.length }, { answer: saved, body: content, timeoutMs: fileMs });
    socket.destroy();
    return answer.saved ? { saved: true, version: answer.version } : { saved: false, why: answer.why };
  }

  async listFiles(): Promise<string[]> {
    const { socket, answer } = await askHolder(this.#address, { do: "files" }, { answer: files, timeoutMs: fileMs });
    socket.destroy();
    return answer.paths;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#lasting) socket.destroy();
  }

  async #ask(request: Parameters<typeof askHolder>[1], body?: Uint8Array): Promise<void> {
    const { socket } = await askHolder(this.#address, request, { answer: done, body });
    socket.destroy();
  }

  #keep(socket: Duplex): void {
    this.#lasting.add(socket);
    socket.once("close", () => this.#lasting.delete(socket));
  }
}
