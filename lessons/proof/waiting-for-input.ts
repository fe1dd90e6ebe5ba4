import type { Holder } from "../../clusters/holder/holder.ts";

/**
 * Prints the width of every terminal in front of which a program waits to be typed into: one that reads from it (its system call is `read`, number
 * 0 on x86-64 and 63 on ARM) or has it among what it is woken up for (epoll, as Node.js does). A program that only takes its time is not printed.
 * Bash does it all by itself, so that it is fast where a program has many files open and the machine is busy.
 */
const probe = `waits() {
  local file call fd key target events
  for file in /proc/$1/task/*/syscall; do
    read -r call fd _ < "$file" || continue
    case $call in 0|63) [[ /proc/$1/fd/$((fd)) -ef $2 || /proc/$1/fd/$((fd)) -ef /dev/tty ]] && return 0;; esac
  done
  for file in /proc/$1/fdinfo/*; do
    while read -r key target _ events _; do
      [[ $key == tfd: ]] && (( 0x$events & 1 )) && [[ /proc/$1/fd/$target -ef $2 ]] && return 0
    done < "$file"
  done
  return 1
}
exec 2> /dev/null
for stat in /proc/[0-9]*/stat; do
  read -r line < "$stat" || continue
  read -r state _ group _ terminal front _ <<< "\${line##*) }"
  (( group == front && (terminal >> 8) == 136 )) || continue
  pid=\${stat#/proc/} name=/dev/pts/$((terminal & 255))
  waits "\${pid%/stat}" "$name" && stty size < "$name"
done`;

/** Widths of the terminals in front of which a program waits to be typed into. */
export async function waitingForInput(holder: Holder, signal: AbortSignal): Promise<Set<number>> {
  const { output } = await holder.runScript({ user: "learner", script: probe, timeoutMs: 20_000, signal });
  return new Set(output.trim().split("\n").map((line) => Number(line.split(" ")[1])));
}
