import type { HolderConfig } from "./config.ts";
import { runAsLearner } from "./learner-process.ts";

/** For root, whose toolbox is all their own, any folder will do. `mv -T` replaces a link in the file's own place instead of following it. */
const writer = `
set -eu
if [ "\${1#/}" = "$1" ]; then
  home=$(realpath -e -- "$HOME")
  folder=$(realpath -m -- "$home/$(dirname -- "$1")")
  case "$folder/" in "$home"/*) ;; *) echo "it leads out of the home" >&2; exit 1 ;; esac
  # From within: a home that is being removed is not made anew.
  cd -- "$home"
  mkdir -p -- "$(dirname -- "$1")"
else
  folder=$(realpath -m -- "$(dirname -- "$1")")
  mkdir -p -- "$folder"
fi
[ "$(realpath -e -- "$folder")" = "$folder" ] || { echo "its folder was changed meanwhile" >&2; exit 1; }
[ ! -d "$folder/$(basename -- "$1")" ] || { echo "it is a folder" >&2; exit 1; }
new=$(mktemp -- "$folder/.tatami-XXXXXX")
trap 'rm -f -- "$new"' EXIT
cat > "$new"
chmod -- "$2" "$new"
mv -fT -- "$new" "$folder/$(basename -- "$1")"
`;

/** Writes a file below the learner's home, or, where the learner is root, at an absolute path of their toolbox; whole or not at all. Rejects with the reason. */
export async function writeHomeFile(file: { path: string; mode: number; content: Buffer }, config: HolderConfig): Promise<void> {
  if ((file.path.startsWith("/") && config.learner.uid !== 0) || file.path.split("/").includes("..") || file.path.endsWith("/")) throw new Error(`${file.path} is not a path ${config.learner.uid === 0 ? "of a file" : "below the home"}`);
  const { exitCode, problem } = await runAsLearner({ script: writer, arguments: [file.path, file.mode.toString(8)], input: file.content }, config);
  if (exitCode !== 0) throw new Error(`${file.path} was not written: ${problem || "no answer in time"}`);
}
