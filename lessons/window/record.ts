/**
 * What a window check has seen, as plain data: the page draws it, a file keeps it, and the verdict stands in it.
 * All times are milliseconds since the window was opened.
 */
export interface WindowRecord {
  /** Lesson and index of the step. */
  lesson: string;
  step: number;
  /** When the window was opened, ISO 8601. */
  openedAt: string;
  phase: WindowPhase;
  /** When each phase was entered; those that have not been are missing. */
  phaseAtMs: Partial<Record<WindowPhase, number>>;
  /** Longest time that messages are sent, in seconds: as the author wrote it. It ends earlier when the needs are met. */
  limitSeconds: number;
  /** What has to happen before a verdict is given. */
  needs: WindowNeeds;
  /** The verdict that passes the step. */
  expect: "intact" | "lost";
  /** False when there is no second reader: nothing is received then, and nothing is missed. */
  followed: boolean;
  /** What was counted in each second from 0 on; the last one may still grow. */
  seconds: WindowSecond[];
  kills: WindowKill[];
  counts: WindowCounts;
  /** There when `phase` is `done`. */
  verdict?: WindowVerdict;
}

/**
 * Where a window check is: the second reader and the watch are started; messages flow and things are killed; it stops the killing;
 * everything comes back; what is stored is read; the verdict is given. `interrupted` instead of `done` when it was ended before its
 * verdict: the server went down, the environment was given back, or its author made a mistake. It can be started again.
 */
export type WindowPhase = "opening" | "sending" | "healing" | "settling" | "reading" | "done" | "interrupted";

/** What has to have happened while messages flowed; less of it makes the verdict inconclusive. */
export interface WindowNeeds {
  kills: number;
  /** Kills of a Pod that led at least one partition. */
  leaderKills: number;
  acknowledged: number;
}

/** One second of the window. */
export interface WindowSecond {
  acknowledged: number;
  failed: number;
  unknown: number;
  /** Messages that the second reader received. */
  received: number;
  /** Replicas in sync and replicas in all, over all partitions, as last seen; missing before the first look. */
  inSync?: number;
  replicas?: number;
}

/** One Pod that was killed inside the window: it was named by an event and its UID is gone. */
export interface WindowKill {
  atMs: number;
  pod: string;
  /** It led at least one partition at a look within the 3 s before. */
  leader: boolean;
  /** When a Pod of that name was Ready again. */
  readyAtMs?: number;
  /** The longest time without an acknowledged message that began at the kill or within the 15 s after it, until the next kill; 0 when there was none over 250 ms. */
  stallMs?: number;
  /** When that time began; missing when there was none. */
  stallAtMs?: number;
}

/** Messages, by what happened to them. */
export interface WindowCounts {
  attempted: number;
  acknowledged: number;
  failed: number;
  /** No answer in time, or the connection broke: stored or not. */
  unknown: number;
  /** Different ones, by the second reader. */
  received: number;
  /** Different ones of this window, in what is stored at the end; 0 before it was read. */
  stored: number;
}

/**
 * What the ledger, the store and the second reader say together (after Jepsen's total-queue and kafka checkers).
 * `lost`: something acknowledged is not stored, however little else has happened. `damaged`: all that was acknowledged is stored, but
 * something is unexpected, out of order, or was not received. `intact`: neither, and the needs were met. Duplicates are shown apart.
 */
export interface WindowVerdict {
  result: "intact" | "lost" | "damaged" | "inconclusive";
  /** Acknowledged and not stored at the end. */
  lost: MessageList;
  /** Acknowledged and stored, and the second reader never received them. */
  notReceived: MessageList;
  /** Stored and never attempted. */
  unexpected: MessageList;
  /** Stored more often than sent. */
  duplicated: MessageList;
  /** Stored although their outcome was unknown. */
  recovered: MessageList;
  /** Acknowledged before a later message of the same producer was sent, and stored behind it in the same partition. */
  outOfOrder: MessageList;
  /** What is missing for a verdict; empty unless `inconclusive`. */
  missing: WindowMissing[];
}

/** How many, and which: the first hundred, as `producer-sequence`. */
export interface MessageList {
  count: number;
  first: string[];
}

/** Why no verdict can be given. The client has words for each. */
export type WindowMissing =
  | { what: "kills" | "leader-kills" | "acknowledged"; seen: number; needed: number }
  /** No kill while messages were sent. */
  | { what: "kill-while-sending" }
  /** The second reader was not to be had, it did not heal, or what is stored could not be read, with the reason in English. */
  | { what: "followed" | "healed" | "read"; reason: string };
