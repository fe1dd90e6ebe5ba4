/** When an environment ends, whoever is there: set at its hand-out, moved on by its learner, up to a last moment. Milliseconds since 1970. */
export interface SessionClock {
  /** Its hand-out. */
  readonly since: number;
  readonly endsAt: number;
  /** It cannot be moved beyond this. */
  readonly latest: number;
}

/** The clock of an environment that is handed out now: it runs for `minutes`, and can be extended to twice that. */
export function newClock(minutes: number, now: number): SessionClock {
  return { since: now, endsAt: now + minutes * 60_000, latest: now + 2 * minutes * 60_000 };
}

/** The clock moved on by a quarter of `minutes`, but not beyond its last moment. */
export function extended(clock: SessionClock, minutes: number): SessionClock {
  return { ...clock, endsAt: Math.min(clock.latest, clock.endsAt + (minutes * 60_000) / 4) };
}
