import type { EnvironmentUsage } from "../../clusters/environment.ts";
import type { EnvironmentState } from "../protocol.ts";
import type { CpuShare } from "../workshop/usage-history.ts";
import type { Session } from "../workshop/session.ts";
import type { Workshop } from "../workshop/workshop.ts";

/** One learner as the instructor sees them: plain data. */
export interface LearnerRow {
  nickname: string;
  /** A tab of theirs is open. */
  here: boolean;
  lessonId?: string;
  /** Index of the step shown: -1 intro, stepCount finish. */
  step: number;
  stepCount: number;
  /** How many steps are passed. */
  passed: number;
  state: EnvironmentState["state"];
  /** There while the environment can be worked in: its six letters, seconds since its hand-out, and to its end. */
  environment?: { id: string; secondsIn: number; secondsLeft: number };
  /** What the last look found, some seconds ago; not there before the second look. */
  usage?: EnvironmentUsage;
  /** The busier of toolbox and cluster over the last minutes. */
  busiest?: CpuShare;
}

/** Who is in the workshop. */
export interface Room {
  /** Environments handed out, and how many there can be; both 0 while the venue is being prepared. */
  leased: number;
  capacity: number;
  /** The busiest first. */
  learners: LearnerRow[];
}

/** Over so many seconds a learner's environment counts as busy. */
const busySeconds = 300;

/** Everybody who is here or has an environment. */
export function roomOf(workshop: Workshop): Room {
  const { leased, capacity } = workshop.pool?.status() ?? { leased: 0, capacity: 0 };
  const learners = workshop.sessions.map(rowOf).filter(({ here, state }) => here || state === "ready" || state === "waiting");
  return { leased, capacity, learners: learners.sort((a, b) => (b.busiest?.share ?? -1) - (a.busiest?.share ?? -1) || a.nickname.localeCompare(b.nickname)) };
}

function rowOf(session: Session): LearnerRow {
  const { nickname, lessonId, step, passed, environment } = session.state;
  const { latest, busiest } = session.environment.usageOver(busySeconds);
  return {
    nickname,
    here: session.awayMs === 0,
    ...(lessonId !== undefined && { lessonId }),
    step,
    stepCount: session.lesson?.steps.length ?? 0,
    passed: passed.length,
    state: environment.state,
    ...(environment.state === "ready" && { environment: { id: environment.id, secondsIn: session.environment.secondsIn, secondsLeft: environment.secondsLeft } }),
    ...(latest && { usage: latest }),
    ...(busiest && { busiest }),
  };
}
