import type { Holder } from "../../clusters/holder/holder.ts";
import { whyNotPossible } from "./not-possible.ts";

const timeoutMs = 20_000;

/** What stood in for programs that no environment has wrote down (clusters/root), a line each; then, behind the mark, what the backgrounds have complained of. */
const script = `exec 2> /dev/null
grep -v '^[[:space:]]*$' "$WANTED" | tail -n +"$((SEEN + 1))" | head -n 100 | cut -c 1-200
printf '\\n%s\\n' "$MARK"
for log in $LOGS; do tail -c 4096 -- "\${log}_stdout.log"; tail -c 4096 -- "\${log}_stderr.log"; done`;

const wantedLog = "/run/tatami-not-possible";
const mark = "--- what was begun ---";

/** What a scenario wanted of this venue in vain: by the log of the programs that stand in for others, and by what was shown. */
export class Lacks {
  readonly #holder: Holder;
  readonly #signal: AbortSignal;
  /** Commands as they were typed, of the step at hand and before it. */
  #own: string[] = [];
  #earlier: string[] = [];
  #printed = "";

  constructor(holder: Holder, signal: AbortSignal) {
    this.#holder = holder;
    this.#signal = signal;
  }

  /** The next step begins: what was wanted until now is not its own. */
  async nextStep(): Promise<void> {
    await this.#look();
    this.#earlier.push(...this.#own.splice(0));
  }

  /** Why the step at hand is not possible here, by what it called or by what was shown in it; undefined when nothing speaks for that. */
  async ofStep(shown: string): Promise<string | undefined> {
    await this.#look();
    return wanted(this.#own) ?? whyNotPossible(shown);
  }

  /** What the parts before this step, and everything in the background, did not get; undefined when nothing speaks for that. */
  async ofOthers(): Promise<string | undefined> {
    await this.#look();
    return wanted(this.#earlier) ?? whyNotPossible(this.#printed);
  }

  async #look(): Promise<void> {
    const logs = (await this.#holder.begun()).map(({ logs }) => logs).join(" ");
    const env = { SEEN: String(this.#earlier.length + this.#own.length), MARK: mark, WANTED: wantedLog, LOGS: logs };
    const { output } = await this.#holder.runScript({ user: "learner", script, env, timeoutMs, signal: this.#signal });
    this.#signal.throwIfAborted();
    const at = output.indexOf(mark);
    if (at < 0) return;
    this.#own.push(...output.slice(0, at).split("\n").filter((line) => line.trim() !== ""));
    this.#printed = output.slice(at + mark.length + 1);
  }
}

function wanted([first]: readonly string[]): string | undefined {
  const [program] = first?.trim().split(/\s+/) ?? [];
  return program && `${program} cannot be used (${first?.trim().slice(0, 80)})`;
}
