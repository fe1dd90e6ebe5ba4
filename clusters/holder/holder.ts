import type { Duplex } from "node:stream";

/** What a caller can do inside a learner's toolbox: the one way from the server to a learner's shells, scripts and ports. */
export interface Holder extends AsyncDisposable {
  /** Opens a named terminal (a login shell as the learner) unless it is open already. */
  openTerminal(name: string, size: TerminalSize): Promise<void>;
  /** Every open terminal, oldest first. */
  terminals(): Promise<TerminalStatus[]>;
  /** Ends a terminal's shell and forgets its output. */
  closeTerminal(name: string): Promise<void>;
  /** Output of a terminal from byte `from` on (0 = from the oldest byte that is kept), and its input. */
  attach(name: string, from: number): Promise<TerminalAttachment>;
  /** Runs a script with bash in the toolbox to its end. Never rejects for what the script does: exit code, time limit and output are the answer. */
  runScript(options: ScriptOptions): Promise<ScriptResult>;
  /** Begins what goes on without its caller, in the name of the learner: a script, a text typed into a terminal, or both. Once for each name in the life of the toolbox: false, and nothing is done, when that name was begun before. */
  begin(options: BeginOptions): Promise<boolean>;
  /** Everything that was begun, in its order. */
  begun(): Promise<BegunStatus[]>;
  /** A TCP connection made from inside the toolbox: to its own loopback first, then to the cluster's node (NodePorts). Rejects when nobody listens. */
  connect(port: number): Promise<Duplex>;
  /** Writes a learner's file below their home, owned by the learner, creating folders. Refuses a path that leaves the home; an absolute one is for a learner who is root, and lies in their toolbox. */
  writeFile(path: string, content: Uint8Array, mode?: number): Promise<void>;
  /** Reads a file as the learner, of {@link editLimit} bytes at most: its content and version, or why it cannot be had. A path may be absolute, below the home, or begin with `~/`. */
  readFile(path: string): Promise<FileContent | { found: FileProblem }>;
  /** Writes a file as the learner, of {@link editLimit} bytes at most, if it still has the `version` that was read (`new`: if there is none); it keeps its mode. Folders are made. */
  saveFile(path: string, content: Uint8Array, version: string): Promise<SaveEnd>;
  /** Paths of the learner's files below their home, without hidden ones: 500 at most. */
  listFiles(): Promise<string[]>;
}

/** Largest file that is read and saved for an editor, in bytes. */
export const editLimit = 1024 * 1024;

/** A file as it was at one moment. */
export interface FileContent {
  found: "file";
  content: Buffer;
  /** Changes with the content and with nothing else: the content's SHA-256 in hex. */
  version: string;
}

/** Why a file cannot be read or written: `special` is a device, pipe or socket, `denied` is the learner's own lack of rights, `full` their disk. */
export type FileProblem = "missing" | "folder" | "special" | "denied" | "too-large" | "full";

/** What came of saving: `changed` means that the file is not what was read, and nothing was written. */
export type SaveEnd = { saved: true; version: string } | { saved: false; why: FileProblem | "changed" };

/** Columns 2..500 and rows 1..300; anything else is clamped. */
export interface TerminalSize {
  columns: number;
  rows: number;
}

/** The size of a terminal that nobody looks at yet. */
export const unseenSize: TerminalSize = { columns: 100, rows: 30 };

export interface TerminalStatus {
  name: string;
  size: TerminalSize;
  /** Bytes of output since the terminal was opened; the next byte has this number. */
  end: number;
  /** Undefined while the shell lives. */
  exitCode?: number;
}

export interface TerminalAttachment extends Disposable {
  /** Number of the first byte that will come: larger than what was asked for when older output is no longer kept (a gap). */
  readonly start: number;
  /** Number of the first byte that is live rather than replayed: terminal queries before it must not be answered. */
  readonly live: number;
  /** Chunks in order and without holes. The holder stops reading the shell while every attachment is paused: backpressure to the program. */
  onOutput(listener: (chunk: { offset: number; data: Buffer }) => void): void;
  /** The shell ended, or the holder is gone (`exitCode` undefined). */
  onClose(listener: (end: { exitCode?: number }) => void): void;
  write(data: Uint8Array): void;
  resize(size: TerminalSize): void;
  pause(): void;
  resume(): void;
}

export interface ScriptOptions {
  /** `learner`: the learner's own uid, home and kubeconfig. `checker`: another uid, a clean environment, fixed PATH, a kubeconfig that the learner cannot read. */
  user: "learner" | "checker";
  script: string;
  /** Added to the script's environment; names A-Z, 0-9 and _ only. */
  env?: Record<string, string>;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Called with output as it appears (stdout and stderr together). */
  onOutput?: (text: string) => void;
  /** `onOutput` gets all of the output, however much there is; without it, and in the result, only the first 64 KiB. */
  wholeOutput?: boolean;
}

export interface ScriptResult {
  /** Undefined when the script was ended by its time limit, by `signal` or by the system. */
  exitCode?: number;
  timedOut: boolean;
  /** The first 64 KiB of stdout and stderr together. */
  output: string;
  /** True when there was more output than is kept. */
  truncated: boolean;
}

export interface BeginOptions {
  /** 1 to 64 of a-z, 0-9 and -. */
  name: string;
  /** Run with bash; nobody waits for it, and it may go on for as long as the toolbox. What it prints is in two files, see {@link BegunStatus.logs}. */
  script?: string;
  /** Typed into {@link terminal}, which is opened where it is missing, when its shell is at its prompt, as one paste with Enter behind it. */
  text?: string;
  terminal: string;
}

export interface BegunStatus {
  name: string;
  /** The files `${logs}_stdout.log` and `${logs}_stderr.log` have what its script printed. */
  logs: string;
  /** The script has not ended. */
  running: boolean;
  /** Of a script that has ended by itself. */
  exitCode?: number;
  /** The text is still to be typed, or to be read by the shell. */
  waiting: boolean;
}

/** The holder did not answer, answered nonsense, or refused; the message says which and what for. */
export class HolderError extends Error {
  override readonly name = "HolderError";
}
