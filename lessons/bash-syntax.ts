import { setImmediate as nextTurn } from "node:timers/promises";
import { CommandError, run } from "../clusters/command.ts";

/** What bash cannot read of a script. */
export interface BashMistake {
  line: number;
  message: string;
}

interface Waiting {
  source: string;
  resolve: (mistakes: BashMistake[]) => void;
  reject: (error: unknown) => void;
}

let waiting: Waiting[] = [];
let reading = false;

/** Has bash read a script without running it. One bash at a time reads all that were asked about meanwhile: a process for each of thousands takes minutes. */
export function bashMistakes(source: string): Promise<BashMistake[]> {
  return new Promise((resolve, reject) => {
    waiting.push({ source, resolve, reject });
    if (!reading) void readWaiting();
  });
}

/**
 * Reads each script (they come ended by a NUL) without running any of it, as `set -n` forbids: first in a fork of this bash, which is five times
 * as fast as a bash of its own; only one that has a mistake is read by that too, for the line.
 */
const reader = `while IFS= read -r -d '' script; do
  code=0
  ( eval "set -n
$script" ) > /dev/null 2>&1 || { printf '%s' "$script" | bash -n 2>&1; code=\${PIPESTATUS[1]}; }
  printf '\\0%s\\0' "$code"
done`;

async function readWaiting(): Promise<void> {
  reading = true;
  while (waiting.length > 0) {
    // Whoever asks in this very moment is read with the others.
    await nextTurn();
    await readAll(waiting.splice(0));
  }
  reading = false;
}

async function readAll(batch: readonly Waiting[]): Promise<void> {
  try {
    const input = batch.map(({ source }) => `${source.replaceAll("\0", "")}\0`).join("");
    // Without --norc it would read this user's ~/.bashrc first: its input is a socket, as sshd's would be.
    const answers = (await run("bash", ["--norc", "-c", reader], { input, timeoutMs: 60_000, env: { LC_ALL: "C" } })).split("\0");
    for (const [n, { resolve }] of batch.entries()) resolve(mistakesOf(answers[2 * n] ?? "", answers[2 * n + 1]));
  } catch (error) {
    // A server without bash still loads lessons, and the toolbox's bash will judge.
    for (const one of batch) if (error instanceof CommandError) one.resolve([]); else one.reject(error);
  }
}

/** Only bash's own verdict counts: 2, or 1 where the mistake is inside an assignment. */
function mistakesOf(output: string, exitCode: string | undefined): BashMistake[] {
  if (exitCode !== "1" && exitCode !== "2") return [];
  const [, line, message] = /line (\d+): (.*)/.exec(output) ?? [];
  return [{ line: Number(line ?? 1), message: `bash cannot read it: ${message ?? output.trim()}` }];
}
