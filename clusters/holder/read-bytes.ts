import type { Socket } from "node:net";

/** Reads so many bytes from a paused socket, and leaves it paused with what comes after them. Rejects when the connection ends before. */
export function readBytes(socket: Socket, count: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    const take = () => {
      while (length < count) {
        const part: Buffer | null = socket.read(Math.min(count - length, socket.readableLength) || undefined);
        if (part === null) return;
        const wanted = part.subarray(0, count - length);
        if (wanted.length < part.length) socket.unshift(part.subarray(wanted.length));
        parts.push(wanted);
        length += wanted.length;
      }
      socket.off("readable", take).off("close", gone).off("end", gone);
      resolve(Buffer.concat(parts));
    };
    const gone = () => reject(new Error("the connection ended before everything came"));
    socket.on("readable", take).on("close", gone).on("end", gone);
    take();
  });
}
