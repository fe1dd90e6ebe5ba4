import type { Mistake } from "./mistakes.ts";

/** Something of a foreign scenario that cannot be used, without which the rest goes on: told to the author as a mistake, and shown where the learner would miss it. */
export interface LessonNotice extends Mistake {
  /** The part it is missed in, as pages count: -1 intro, the number of steps for the finish; left out where the whole lesson misses it. */
  part?: number;
  /** What `index.json` calls it there: `text`, `verify`, ... */
  key?: string;
}
