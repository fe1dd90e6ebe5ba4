import { createHash } from "node:crypto";
import type { HolderConfig } from "./config.ts";
import type { FileProblem, SaveEnd } from "./holder.ts";
import { runAsLearner } from "./learner-process.ts";

/** What the scripts below say by their exit codes. */
const problems: Record<number, FileProblem> = { 10: "missing", 11: "folder", 12: "special", 13: "denied", 14: "too-large", 16: "full" };
const changed = 15;

const reader = `
[ -e "$1" ] || exit 10
[ ! -d "$1" ] || exit 11
[ -f "$1" ] || exit 12
[ -r "$1" ] || exit 13
head -c "$2" -- "$1"
`;

/**
 * A link is followed: whoever edits it means the file behind it. The new content lies beside the file until it is whole, then takes its place; a
 * file that cannot be replaced, such as one that is mounted, is written over.
 */
const writer = `
file=$(realpath -m -- "$1") || exit 13
[ ! -d "$file" ] || exit 11
if [ -e "$file" ]; then
  [ -f "$file" ] || exit 12
  [ -r "$file" ] && [ -w "$file" ] || exit 13
  found=$(sha256sum < "$file") || exit 13
  [ "\${found%% *}" = "$2" ] || exit 15
else
  [ "$2" = new ] || exit 15
fi
folder=$(dirname -- "$file")
mkdir -p -- "$folder" || exit 13
new=$(mktemp -- "$folder/.tatami-XXXXXX") || exit 13
trap 'rm -f -- "$new"' EXIT
cat > "$new" || exit 16
[ "$(stat -c %s -- "$new")" = "$3" ] || exit 1
if [ -e "$file" ]; then
  chmod --reference="$file" -- "$new" || exit 13
  chown --reference="$file" -- "$new" || true
else
  chmod 644 -- "$new"
fi
mv -fT -- "$new" "$file" || cat "$new" > "$file" || exit 13
`;

/** Names that begin with a dot are left out, as `ls` leaves them out. */
const lister = `
cd -- "$HOME" || exit 13
find . -mindepth 1 -maxdepth 6 -name '.*' -prune -o -type f -printf '%P\\0' | head -c "$1"
`;

/** Reads a file as the learner: its content, or why not. A relative path is one below the home, as is one that begins with `~/`. */
export async function readLearnerFile({ path, limit }: { path: string; limit: number }, config: HolderConfig): Promise<{ content: Buffer; version: string } | FileProblem> {
  const { exitCode, output, problem } = await runAsLearner({ script: reader, arguments: [absolute(path, config), String(limit + 1)], outputLimit: limit + 1 }, config);
  if (exitCode === 0) return output.length > limit ? "too-large" : { content: output, version: versionOf(output) };
  return problems[exitCode ?? 0] ?? failed(`${path} was not read: ${problem || "no answer in time"}`);
}

/** Writes a file as the learner, if it still is the version that was read (`new`: if there still is none). Folders are made. */
export async function saveLearnerFile({ path, version, content }: { path: string; version: string; content: Buffer }, config: HolderConfig): Promise<SaveEnd> {
  const { exitCode, problem } = await runAsLearner({ script: writer, arguments: [absolute(path, config), version, String(content.length)], input: content }, config);
  if (exitCode === 0) return { saved: true, version: versionOf(content) };
  if (exitCode === changed) return { saved: false, why: "changed" };
  return { saved: false, why: problems[exitCode ?? 0] ?? failed(`${path} was not saved: ${problem || "no answer in time"}`) };
}

/** Paths of the files below the home, without hidden ones, in the order of their names; as many as fit. */
export async function listLearnerFiles({ most }: { most: number }, config: HolderConfig): Promise<string[]> {
  const { output } = await runAsLearner({ script: lister, arguments: [String(listBytes)], outputLimit: listBytes }, config);
  // The last one may have been cut off; what ends in a zero leaves an empty one.
  return output.toString("utf8").split("\0").slice(0, -1).sort().slice(0, most);
}

const listBytes = 48 * 1024;

function absolute(path: string, { learner: { home } }: HolderConfig): string {
  if (path.startsWith("/")) return path;
  return `${home}/${path === "~" ? "" : path.replace(/^~\//, "")}`;
}

function versionOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function failed(message: string): never {
  throw new Error(message);
}
