import { spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { type HolderConfig, learnerEnvironment } from "./config.ts";

const timeoutMs = 10_000;

/**
 * Runs as the learner, so whatever links they lay, no more can be written than they could write themselves. `mv -T` replaces a link
 * in the file's own place instead of following it.
 */
const writer = `
set -eu
home=$(realpath -e -- "$HOME")
folder=$(realpath -m -- "$home/$(dirname -- "$1")")
case "$folder/" in "$home"/*) ;; *) echo "it leads out of the home" >&2; exit 1 ;; esac
mkdir -p -- "$folder"
[ "$(realpath -e -- "$folder")" = "$folder" ] || { echo "its folder was changed meanwhile" >&2; exit 1; }
[ ! -d "$folder/$(basename -- "$1")" ] || { echo "it is a folder" >&2; exit 1; }
new=$(mktemp -- "$folder/.tatami-XXXXXX")
trap 'rm -f -- "$new"' EXIT
cat > "$new"
chmod -- "$2" "$new"
mv -fT -- "$new" "$folder/$(basename -- "$1")"
`;

/** Writes a file below the learner's home, whole or not at all. Rejects with the reason. */
export function writeHomeFile(file: { path: string; mode: number; content: Buffer }, config: HolderConfig): Promise<void> {
  if (file.path.startsWith("/") || file.path.split("/").includes("..") || file.path.endsWith("/")) {
    return Promise.reject(new Error(`${file.path} is not a path below the home`));
  }
  const { uid, gid } = config.learner;
  return new Promise((resolve, reject) => {
    const child = spawn("/bin/bash", ["-c", writer, "bash", file.path, file.mode.toString(8)], {
      cwd: "/",
      env: { ...learnerEnvironment(config), LANG: "C.UTF-8" },
      stdio: ["pipe", "ignore", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
    });
    let problem = "";
    child.stderr?.on("data", (data: Buffer) => {
      if (problem.length < 4_096) problem += data.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${file.path} was not written: ${problem.trim() || "no answer in time"}`));
    });
    const input = child.stdin as Writable;
    // The writer refused before it read everything; its exit code and words say why.
    input.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    input.end(file.content);
  });
}
