import { createContext, Script } from "node:vm";

/** A text that takes longer than any honest one: it would stop the server for everybody. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

/** Milliseconds: an honest text takes a hundredth of them, and a loaded machine ten times as long. */
const limitMs = 5_000;

const context = createContext({ work: undefined });
const script = new Script("work()");

/** Does work that cannot wait for anything, such as matching expressions against an author's text, and ends it when its time is over. Throws {@link TooSlow}. */
export function withinTime<T>(work: () => T, timeout: number = limitMs): T {
  let done: T;
  context["work"] = () => {
    // Kept here: the script's own value would pass through the other context.
    done = work();
  };
  try {
    script.runInContext(context, { timeout });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new TooSlow(`it takes longer than ${timeout / 1000} s to be read: no honest text does`, { cause: error });
  }
  return done!;
}
