/** How long the parts of a window check may take, in milliseconds. The author decides only how long messages are sent. */
export interface WindowLimits {
  /** Until the second reader is there. */
  followMs: number;
  /** Until a message is answered; afterwards nobody knows. */
  requestMs: number;
  /** Messages flow on for so long after the last kill that is needed, so that its stall is seen. */
  afterKillMs: number;
  healMs: number;
  /** Until everything is back. */
  settleMs: number;
  /** One look whether everything is back. */
  settledMs: number;
  readMs: number;
  /** Until the second reader has received what is stored. */
  catchUpMs: number;
  /** It is not waited for any more when it has received nothing for so long. */
  quietMs: number;
}

/** The limits of a window check in a lesson. */
export const windowLimits: WindowLimits = {
  followMs: 90_000,
  requestMs: 15_000,
  afterKillMs: 15_000,
  healMs: 60_000,
  settleMs: 240_000,
  settledMs: 30_000,
  readMs: 120_000,
  catchUpMs: 60_000,
  quietMs: 15_000,
};
