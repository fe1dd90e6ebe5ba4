import type { LessonScript } from "../lesson.ts";
import type { WindowNeeds } from "./record.ts";

/** A step's check over a window of time, as its author declared it. */
export interface LessonWindow {
  /** Longest time that messages are sent, in seconds. */
  readonly seconds: number;
  readonly send: WindowSend;
  /** A second reader, by server-sent events; without it nobody looks twice. */
  readonly follow?: WindowTarget;
  /** Prints what is killed and what is in sync, as checker, all the while. */
  readonly watch?: LessonScript;
  /** Ends the killing, as the learner; harmless when it runs twice. */
  readonly heal?: LessonScript;
  /** Ends with 0 when everything is back, as checker. */
  readonly settled?: LessonScript;
  /** Prints all that is stored, as checker. */
  readonly read: LessonScript;
  readonly needs: WindowNeeds;
  /** The verdict that passes the step. */
  readonly expect: "intact" | "lost";
  /** The command to look with when the verdict is another one. */
  readonly look?: string;
}

/** A port of the learner's environment, and a path there. */
export interface WindowTarget {
  readonly port: number;
  readonly path: string;
}

/** Where messages go, and how many. */
export interface WindowSend extends WindowTarget {
  readonly producers: number;
  /** Messages a second, of all producers together. */
  readonly perSecond: number;
}
