import type { Socket } from "node:net";
import { z } from "zod";
import type { TerminalAttachment, TerminalSize } from "./holder.ts";
import { frame, frameKind, frameLimit, FrameReader, note } from "./wire.ts";

type Output = Parameters<Parameters<TerminalAttachment["onOutput"]>[0]>[0];
type End = Parameters<Parameters<TerminalAttachment["onClose"]>[0]>[0];

/** Told the holder at least this often: less than half of what it sends without being told. */
const tellBytes = 32 * 1024;

const endNote = z.object({ exitCode: z.number().int().optional() });

/** The server's end of an attachment. Nothing is read before {@link onOutput} was called, so nothing is lost and nothing piles up. */
export class RemoteAttachment implements TerminalAttachment {
  readonly start: number;
  readonly live: number;
  readonly #socket: Socket;
  #offset: number;
  #told: number;
  #onOutput: ((chunk: Output) => void) | undefined;
  #onClose: ((end: End) => void) | undefined;
  #end: End | undefined;
  #closed = false;

  constructor(socket: Socket, start: number, live: number) {
    this.start = start;
    this.live = live;
    this.#offset = start;
    this.#told = start;
    this.#socket = socket;
    const frames = new FrameReader(
      (data) => this.#deliver(data),
      (value) => {
        if (this.#end) throw new Error("it said twice how the terminal ended");
        this.#end = endNote.parse(value);
      },
    );
    socket.on("data", (data: Buffer) => {
      try {
        frames.push(data);
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
    socket.pause();
    socket.on("end", () => socket.end());
    socket.on("close", () => this.#finish());
  }

  onOutput(listener: (chunk: Output) => void): void {
    this.#onOutput = listener;
    this.#socket.resume();
  }

  onClose(listener: (end: End) => void): void {
    this.#onClose = listener;
    if (this.#closed) listener(this.#end ?? {});
  }

  write(data: Uint8Array): void {
    for (let at = 0; at < data.length; at += frameLimit) this.#send(frame(frameKind.bytes, data.subarray(at, at + frameLimit)));
  }

  resize(size: TerminalSize): void {
    this.#send(note({ columns: size.columns, rows: size.rows }));
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  [Symbol.dispose](): void {
    this.#onOutput = undefined;
    this.#onClose = undefined;
    this.#socket.destroy();
  }

  #send(data: Buffer): void {
    if (this.#socket.writable) this.#socket.write(data);
  }

  #deliver(data: Buffer): void {
    const offset = this.#offset;
    this.#offset += data.length;
    this.#onOutput?.({ offset, data });
    if (this.#offset - this.#told < tellBytes) return;
    this.#told = this.#offset;
    this.#send(note({ seen: this.#offset }));
  }

  #finish(): void {
    this.#closed = true;
    this.#onClose?.(this.#end ?? {});
  }
}
