import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** 64 KiB of what a cluster's tools print: log lines, a table, some colour. */
export function sampleBlock(): Buffer {
  let text = "";
  for (let line = 0; text.length < 65_536; line += 1) {
    const stamp = `2026-11-23T10:${String(line % 60).padStart(2, "0")}:07Z`;
    text += line % 4 === 3 ? `\u001b[32mpod/chat-${line}\u001b[0m   1/1   \u001b[1mRunning\u001b[0m   0   ${line}m\r\n` : `${stamp} INFO  consumer group chat, partition ${line % 12}, offset ${line * 7919}: delivered\r\n`;
  }
  return Buffer.from(text).subarray(0, 65_536);
}

/** Writes the block again and again, `bytes` in all, each time with its number in front; gives the SHA-256 in hex. */
export async function writeSample(path: string, bytes: number): Promise<string> {
  const file = createWriteStream(path);
  const hash = createHash("sha256");
  const block = sampleBlock();
  let left = bytes;
  for (let count = 0; left > 0; count += 1) {
    block.write(`${String(count).padStart(9, "0")} `);
    const part = Buffer.from(block.subarray(0, left));
    hash.update(part);
    left -= part.length;
    if (!file.write(part)) await once(file, "drain");
  }
  file.end();
  await finished(file);
  return hash.digest("hex");
}
