import { createHash } from "node:crypto";
import type { TerminalAttachment } from "../../clusters/holder/holder.ts";
import { poll } from "../../clusters/poll.ts";

/** Collects what an attachment gives, checks that the byte numbers have no hole, and waits for text in it. */
export class TerminalReader {
  readonly attachment: TerminalAttachment;
  readonly hash = createHash("sha256");
  /** The newest 64 KiB as text. */
  text = "";
  next: number;
  holes = 0;
  end: { exitCode?: number } | undefined;

  constructor(attachment: TerminalAttachment, options: { pauseAfter?: number } = {}) {
    this.attachment = attachment;
    this.next = attachment.start;
    let pauseAfter = options.pauseAfter ?? Number.POSITIVE_INFINITY;
    attachment.onClose((end) => {
      this.end = end;
    });
    attachment.onOutput(({ offset, data }) => {
      if (offset !== this.next) this.holes += 1;
      this.next = offset + data.length;
      this.hash.update(data);
      this.text = (this.text + data.toString("latin1")).slice(-65_536);
      if (this.next <= pauseAfter) return;
      attachment.pause();
      pauseAfter = Number.POSITIVE_INFINITY;
    });
  }

  type(text: string): void {
    this.attachment.write(Buffer.from(text));
  }

  async see(pattern: string | RegExp, timeoutMs = 30_000): Promise<void> {
    await this.when(`output that has ${pattern}`, () => (typeof pattern === "string" ? this.text.includes(pattern) : pattern.test(this.text)), timeoutMs);
  }

  async when(name: string, is: () => boolean, timeoutMs = 30_000): Promise<void> {
    await poll({ name, timeoutMs, intervalMs: 5 }, async () => is());
  }
}
