import { shellInFront, ShellPrompt } from "./shell-prompt.ts";
import type { Terminal } from "./terminal.ts";

const lookMs = 40;
/** A shell that is busy for so long is the learner's, who does something else there. */
const longestMs = 30 * 60_000;
/** A prompt that was drawn takes what is pasted. */
const takenMs = 5_000;

/** Clears the line that somebody may have begun: to its end, and all of it away. */
const clearLine = "\u0005\u0015";

/**
 * Types a text into a terminal as soon as its shell is at its prompt, all of it at once as a person pastes, and presses Enter. Resolves when the shell
 * has read it. Rejects when that does not come about in half an hour, or when the terminal is closed.
 */
export async function pasteAtPrompt(terminal: Terminal, text: string): Promise<void> {
  const prompt = new ShellPrompt(terminal.ring, 0);
  await until(longestMs, () => {
    if (terminal.closed) throw new Error(`the terminal ${terminal.name} was closed`);
    return terminal.pid !== undefined && prompt.isOut && shellInFront(terminal.pid);
  });
  const from = terminal.ring.end;
  terminal.write(Buffer.from(`${clearLine}\u001b[200~${pasted(text)}\u001b[201~\r`));
  const after = new ShellPrompt(terminal.ring, from);
  await until(takenMs, () => after.hasRead || after.isOut || terminal.exitCode !== undefined);
}

/** Line ends are those of a keyboard; of control characters only tabs are text. */
function pasted(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "").trimEnd().replaceAll("\n", "\r");
}

async function until(timeoutMs: number, is: () => boolean): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!is()) {
    if (performance.now() > end) throw new Error(`no prompt came within ${timeoutMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}
