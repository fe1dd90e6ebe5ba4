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

const mostAtOnce = 200;
let waiting: Waiting[] = [];

/** Has bash read a script without running it. Scripts that are asked about at the same time are read in one go: a process for each of thousands takes minutes. */
export function bashMistakes(source: string): Promise<BashMistake[]> {
  return new Promise((resolve, reject) => {
    waiting.push({ source, resolve, reject });
    if (waiting.length === 1) setImmediate(readWaiting);
    else if (waiting.length >= mostAtOnce) readWaiting();
  });
}

/** Reads each script (they come ended by a NUL) from a pipe, so that nothing in it is taken for an option, a file or a command. */
const reader = 'while IFS= read -r -d "" script; do printf "%s" "$script" | bash -n 2>&1; printf "\\0%s\\0" "${PIPESTATUS[1]}"; done';

async function readWaiting(): Promise<void> {
  const batch = waiting;
  waiting = [];
  if (batch.length === 0) return;
  try {
    const input = batch.map(({ source }) => `${source.replaceAll("\0", "")}\0`).join("");
    const output = await run("bash", ["-c", reader], { input, timeoutMs: 60_000, env: { LC_ALL: "C" } });
    const answers = output.split("\0");
    for (const [n, { resolve }] of batch.entries()) resolve(mistakesOf(answers[2 * n] ?? "", answers[2 * n + 1]));
  } catch (error) {
    // A server without bash still loads lessons, and the toolbox's bash will judge.
    for (const one of batch) if (error instanceof CommandError) one.resolve([]); else one.reject(error);
  }
}

/** Only bash's own verdict, exit code 2, counts. */
function mistakesOf(output: string, exitCode: string | undefined): BashMistake[] {
  if (exitCode !== "2") return [];
  const [, line, message] = /line (\d+): (.*)/.exec(output) ?? [];
  return [{ line: Number(line ?? 1), message: `bash cannot read it: ${message ?? output.trim()}` }];
}
