import type { Socket } from "node:net";

/**
 * The wire between server and holder, one unix connection per use: a JSON line to ask, a JSON line to answer (`{"ok":true,...}` or
 * `{"ok":false,"message":...}`), then, for what lasts, either raw bytes (`connect`) or frames: one byte of kind, four of length, the payload.
 */
export const lineLimit = 128 * 1024;

/** Most bytes in one frame. */
export const frameLimit = 64 * 1024;

/** Bytes before a frame's payload. */
export const frameHead = 5;

/** What a frame carries: bytes of a stream, or a JSON note. */
export const frameKind = { bytes: 0, note: 1 } as const;

/** Reads one JSON line and leaves the socket paused with what came after the line. */
export function readLine(socket: Socket, limit = lineLimit): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const stop = () => {
      socket.off("data", onData).off("end", onEnd).off("close", onEnd).off("error", onError);
      socket.pause();
    };
    const onEnd = () => {
      stop();
      reject(new Error("the connection ended before a full line came"));
    };
    const onError = (error: Error) => {
      stop();
      reject(error);
    };
    const onData = (data: Buffer) => {
      const at = data.indexOf(10);
      length += at < 0 ? data.length : at;
      parts.push(at < 0 ? data : data.subarray(0, at));
      if (length > limit) {
        stop();
        reject(new Error(`a line of more than ${limit} bytes`));
      } else if (at >= 0) {
        stop();
        if (at + 1 < data.length) socket.unshift(data.subarray(at + 1));
        try {
          resolve(JSON.parse(Buffer.concat(parts).toString("utf8")));
        } catch (error) {
          reject(error);
        }
      }
    };
    socket.on("data", onData).on("end", onEnd).on("close", onEnd).on("error", onError);
    socket.resume();
  });
}

/** A JSON line, ready to be written. */
export function line(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

/** Fills in the head of a frame whose payload already lies behind it. */
export function headFrame(frame: Buffer, kind: number): Buffer {
  frame[0] = kind;
  frame.writeUInt32BE(frame.length - frameHead, 1);
  return frame;
}

/** A frame with a copy of this payload. */
export function frame(kind: number, payload: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(frameHead + payload.length);
  whole.set(payload, frameHead);
  return headFrame(whole, kind);
}

/** A note as a frame. */
export function note(value: object): Buffer {
  return frame(frameKind.note, Buffer.from(JSON.stringify(value)));
}

/** Takes a stream of frames apart: bytes are handed on as they come, notes when they are complete. Throws on nonsense. */
export class FrameReader {
  readonly #onBytes: (data: Buffer) => void;
  readonly #onNote: (value: unknown) => void;
  #pending: Buffer = Buffer.alloc(0);
  /** Payload bytes of a bytes frame that are still to come. */
  #streaming = 0;

  constructor(onBytes: (data: Buffer) => void, onNote: (value: unknown) => void) {
    this.#onBytes = onBytes;
    this.#onNote = onNote;
  }

  push(chunk: Buffer): void {
    let data = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    while (data.length > 0) {
      if (this.#streaming > 0) {
        const part = data.subarray(0, this.#streaming);
        this.#streaming -= part.length;
        data = data.subarray(part.length);
        this.#onBytes(part);
        continue;
      }
      if (data.length < frameHead) break;
      const kind = data[0];
      const size = data.readUInt32BE(1);
      // An empty one would cost work and count for nothing.
      if (size === 0 || size > frameLimit || (kind !== frameKind.bytes && kind !== frameKind.note)) throw new Error(`a frame of kind ${kind} and ${size} bytes`);
      if (kind === frameKind.bytes) {
        this.#streaming = size;
      } else if (data.length < frameHead + size) {
        break;
      } else {
        this.#onNote(JSON.parse(data.toString("utf8", frameHead, frameHead + size)));
        data = data.subarray(size);
      }
      data = data.subarray(frameHead);
    }
    this.#pending = data;
  }
}
