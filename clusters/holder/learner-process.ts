import { spawn } from "node:child_process";
import { type HolderConfig, learnerEnvironment } from "./config.ts";

/** A small script of ours that works on the learner's files. */
export interface LearnerProcess {
  /** Run by bash; `arguments` are its `$1`, `$2`, ... */
  script: string;
  arguments: readonly string[];
  /** Its standard input. */
  input?: Uint8Array;
  /** Bytes of standard output that are kept; it is ended when there are more. */
  outputLimit?: number;
}

/** How it ended: `exitCode` is undefined when it was ended, by its time limit or for too much output. */
export interface LearnerProcessEnd {
  exitCode: number | undefined;
  output: Buffer;
  /** What it wrote to standard error. */
  problem: string;
}

const timeoutMs = 10_000;
const problemLimit = 4_096;

/** Runs as the learner, so that whatever links they lay, no more can be read or written than they could themselves. Rejects when it cannot be started. */
export function runAsLearner({ script, arguments: given, input, outputLimit = 0 }: LearnerProcess, config: HolderConfig): Promise<LearnerProcessEnd> {
  const { uid, gid } = config.learner;
  return new Promise((resolve, reject) => {
    // Node's pipe is a socket, so bash would take us for sshd and read the learner's ~/.bashrc first.
    const child = spawn("/bin/bash", ["--norc", "-c", script, "bash", ...given], {
      cwd: "/",
      env: { ...learnerEnvironment(config), LANG: "C.UTF-8" },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
    });
    const parts: Buffer[] = [];
    let length = 0;
    let problem = "";
    child.stdout.on("data", (data: Buffer) => {
      length += data.length;
      if (length > outputLimit) child.kill("SIGKILL");
      else parts.push(data);
    });
    child.stderr.on("data", (data: Buffer) => {
      if (problem.length < problemLimit) problem += data.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? undefined, output: Buffer.concat(parts), problem: problem.trim() }));
    // It may end before it has read everything; its exit code and words say why.
    child.stdin.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    child.stdin.end(input);
  });
}
