import type { Lesson } from "./lesson.ts";

/**
 * What `verify` scripts of ours may use, put in front of them by the engine:
 *
 * `not_yet en "No Deployment named web: kubectl get deployments" ja "..."` prints the message in the learner's language (the first one
 * where theirs is missing) and ends the script with exit code 1. Call it from the script itself: inside `$(...)`, `(...)` or a pipeline, `exit` ends only that part.
 */
const notYet =
  'not_yet() { local chosen="${2-$1}"; while [ $# -ge 2 ]; do if [ "$1" = "${TATAMI_LANGUAGE-}" ]; then chosen="$2"; fi; shift 2; done; printf "%s\\n" "$chosen"; exit 1; }';

/** A misspelt or missing command would be swallowed by `if` or `$(...)` and blamed on the learner: it ends the check as broken instead, even where its output is thrown away. */
const strict =
  'exec {tatami_errors}>&2; trap "exit 127" USR1; command_not_found_handle() { printf "command not found: %s\\n" "$1" >&"$tatami_errors"; kill -USR1 $$; return 127; }';

/**
 * The script with the prelude in front, on its first line, so that line numbers in bash's messages stay the author's.
 * A script that runs as the learner (Katacoda, Killercoda) is left as it is unless it calls `not_yet`.
 */
export function withPrelude(source: string, verifyAs: Lesson["verifyAs"]): string {
  if (verifyAs === "checker") return `${notYet}; ${strict}; ${source}`;
  return /\bnot_yet\b/.test(source) ? `${notYet}; ${source}` : source;
}
