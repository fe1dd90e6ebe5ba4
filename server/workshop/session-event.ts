import type { CheckAnswer, SessionState, WindowRecord } from "../protocol.ts";

/** What all tabs of a learner are told; the names and facts are the protocol's. */
export type SessionEvent =
  | { type: "session"; state: SessionState }
  | { type: "terminals"; names: string[] }
  | { type: "check:started"; step: number; byItself: boolean }
  | { type: "check:output"; step: number; text: string }
  | { type: "check:answered"; step: number; byItself: boolean; answer: CheckAnswer }
  | { type: "task:hint"; step: number; html: string }
  | { type: "window:record"; record: WindowRecord }
  | { type: "window:records"; records: WindowRecord[] }
  /** The environment is being replaced or is gone: every attachment to it ends. */
  | { type: "environment-left" }
  /** The learner left for good: every socket of theirs is to be closed. */
  | { type: "left" };
