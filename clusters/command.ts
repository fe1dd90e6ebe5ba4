import { execa, type Options } from "execa";

/** What {@link run} needs beside the program and its arguments. */
export interface RunOptions {
  /** Milliseconds until the program is ended (SIGTERM, 2 s later SIGKILL). Nothing waits without a limit. */
  timeoutMs: number;
  /** Ends the program early; the error then says `canceled`. */
  signal?: AbortSignal;
  /** Bytes or text for standard input; without it standard input is empty. */
  input?: string | Uint8Array;
  cwd?: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** Called with each line of output as it appears, for progress and logs. */
  onLine?: (line: string) => void;
}

/** A program that failed, was ended by its time limit, or was cancelled. Its message can be pasted into a shell and read aloud. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  /** The command line, quoted for a shell. */
  readonly command: string;
  /** Undefined when the program did not end by itself. */
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;
  readonly canceled: boolean;
  /** Standard output and standard error as they came, the last 64 KiB. */
  readonly output: string;

  constructor(facts: { command: string; exitCode: number | undefined; timedOut: boolean; timeoutMs: number; canceled: boolean; output: string }) {
    super(`${facts.command}\n  ${ending(facts)}${facts.output ? `\n${indent(facts.output)}` : ""}`);
    this.command = facts.command;
    this.exitCode = facts.exitCode;
    this.timedOut = facts.timedOut;
    this.canceled = facts.canceled;
    this.output = facts.output;
  }
}

/**
 * Runs a program to its end and gives its standard output without the final newline: the one way this project runs programs.
 * Arguments are an array and no shell reads them. Throws {@link CommandError}.
 */
export async function run(file: string, args: readonly string[], options: RunOptions): Promise<string> {
  const settings = {
    all: true,
    buffer: true,
    cleanup: true,
    reject: false,
    stripFinalNewline: true,
    timeout: options.timeoutMs,
    forceKillAfterDelay: 2_000,
    ...(options.signal && { cancelSignal: options.signal }),
    ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
    ...(options.cwd && { cwd: options.cwd }),
    ...(options.env && { env: options.env }),
  } satisfies Options;
  const child = execa(file, args, settings);
  if (options.onLine) for await (const line of child.iterable({ from: "all" })) options.onLine(String(line));
  const result = await child;
  if (!result.failed) return result.stdout;
  throw new CommandError({
    command: result.escapedCommand,
    exitCode: result.exitCode,
    timedOut: result.timedOut,
    timeoutMs: options.timeoutMs,
    canceled: result.isCanceled,
    output: (result.all || result.originalMessage || "").slice(-65_536).trim(),
  });
}

function ending({ exitCode, timedOut, timeoutMs, canceled }: { exitCode: number | undefined; timedOut: boolean; timeoutMs: number; canceled: boolean }): string {
  if (timedOut) return `did not end within its time limit of ${timeoutMs / 1000} s`;
  if (canceled) return "was cancelled";
  return exitCode === undefined ? "could not be started, or was ended by a signal" : `ended with exit code ${exitCode}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  | ");
}
