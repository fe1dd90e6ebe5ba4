import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { checkerEnvironment, type HolderConfig, learnerEnvironment } from "./config.ts";
import { signalSession } from "./process-session.ts";
import { type HolderRequest, outputLimit } from "./request.ts";
import { frame, frameKind, frameLimit, note } from "./wire.ts";

/** Output that a finished script has already written is read for at most this long (500 ms lost a last word on a busy machine); when all of it is wanted, for as long as it keeps coming. */
const lingerMs = 2_000;

/**
 * The script comes over file descriptor 3: command lines can be read by every user, and a file could be written by its owner.
 * Its own standard input is /dev/null. Its output goes through a pipe of its own, because /dev/stdout and /dev/stderr cannot be opened
 * by name when they are the socket that Node makes. Descriptors that node-pty left open are closed first.
 */
const prepare = 'for f in /proc/$$/fd/*; do f=${f##*/}; ((f > 3)) && eval "exec $f>&-"; done; exec > >(exec /bin/cat 3<&-) 2>&1; exec /bin/bash -c "$1" bash';
/** Runs in a new bash, so that the script's `wait` does not wait for our pipe's reader: takes the script from file descriptor 3. */
export const reader = 's=$(/bin/cat <&3); exec 3<&-; eval "unset s; $s"';

/** Runs a script to its end, its time limit or the end of the connection, and answers with its output and a note. Nothing of a check stays behind. */
export function runScript(socket: Socket, request: HolderRequest & { do: "script" }, script: Buffer, config: HolderConfig): void {
  const checker = request.user === "checker";
  const { uid, gid } = checker ? config.checker : config.learner;
  const child = spawn("/bin/bash", ["-c", prepare, "bash", reader], {
    cwd: checker ? "/" : config.learner.home,
    env: { ...request.env, ...(checker ? checkerEnvironment(config) : learnerEnvironment(config)) },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    detached: true,
    ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
  });
  let timedOut = false;
  let sent = 0;
  let truncated = false;
  let done = false;
  const endAll = () => {
    if (child.pid !== undefined) signalSession(child.pid, "SIGKILL");
  };
  const limit = setTimeout(() => {
    timedOut = true;
    endAll();
  }, request.timeoutMs);
  const answer = (exitCode: number | null, problem?: string) => {
    if (done) return;
    done = true;
    clearTimeout(limit);
    if (checker || timedOut) endAll();
    child.stdout?.destroy();
    child.stderr?.destroy();
    if (problem) send(Buffer.from(problem));
    if (!socket.destroyed) socket.end(note({ exitCode: exitCode ?? undefined, timedOut, truncated }));
  };
  const send = (data: Buffer) => {
    const kept = request.wholeOutput ? data : data.subarray(0, Math.max(0, outputLimit - sent));
    sent += data.length;
    truncated ||= sent > outputLimit;
    for (let at = 0; at < kept.length; at += frameLimit) socket.write(frame(frameKind.bytes, kept.subarray(at, at + frameLimit)));
    if (socket.writableNeedDrain) waitForReader();
  };
  /** What is wanted whole may be more than memory: the script waits while nobody reads. */
  const waitForReader = () => {
    child.stdout?.pause();
    socket.once("drain", () => child.stdout?.resume());
  };
  const linger = () => {
    const before = sent;
    setTimeout(() => {
      if (request.wholeOutput && (sent > before || child.stdout?.isPaused())) linger();
      else answer(child.exitCode);
    }, lingerMs);
  };
  (child.stdout as Readable).on("data", send);
  (child.stderr as Readable).on("data", send);
  child.on("error", (error) => answer(null, `${error.message}\n`));
  child.on("exit", (exitCode) => {
    child.once("close", () => answer(exitCode));
    // What the script left running in the background may hold its output open for ever.
    linger();
  });
  socket.on("close", () => {
    if (!done) endAll();
  });
  // A client that goes, or ends its side, no longer wants the script.
  socket.on("end", () => socket.destroy());
  socket.resume();
  const source = child.stdio[3] as Writable;
  // A script that ends, or is ended, before it was read to its end.
  source.on("error", () => endAll());
  source.end(script);
}
