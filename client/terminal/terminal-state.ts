import type { Problem } from "../../server/protocol.ts";

/** What a terminal is doing: `attaching` lasts until what is replayed has been drawn; `ended` waits for Enter to open a new shell; `refused` tries again at the next connection, at an attach, or by itself where waiting helps. */
export type TerminalState =
  | { state: "offline" }
  | { state: "attaching" }
  | { state: "live" }
  | { state: "ended"; exitCode: number }
  | { state: "refused"; problem: Problem };
