import type { EnvironmentPool } from "../../clusters/environment.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import type { Course } from "../../lessons/find-lessons.ts";
import type { LessonShelf } from "../../lessons/load-all.ts";
import { printMistake } from "../../lessons/mistakes.ts";
import { addressKey } from "../access/rate-limit.ts";
import type { Sealer } from "../access/seal.ts";
import type { Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import { EnvironmentAllowance } from "./environment-allowance.ts";
import { Session } from "./session.ts";
import type { LeaseRecord } from "../store/lease-records.ts";
import type { SessionRecord } from "../store/session-records.ts";
import type { Store } from "../store/store.ts";

/** What {@link Workshop} needs. */
export interface WorkshopOptions {
  store: Store;
  sealer: Sealer;
  log: Log;
  shelf: LessonShelf;
  idleMinutes: number;
  /** How long an environment lives when nobody extends it. */
  sessionMinutes: number;
  /** Whether everybody comes in by an access code. */
  invited: boolean;
  /** Told a sentence that the operator should read. */
  tellOperator: (sentence: string) => void;
}

/** Sessions that nobody looks at and that have no environment are read from the store again when somebody comes. */
const forgetAfterMs = 10 * 60_000;

/** An event: its lessons, its learners' sessions and the pool that serves them. */
export class Workshop {
  readonly lessons: readonly Lesson[];
  readonly courses: readonly Course[];
  #options: WorkshopOptions;
  #sessions = new Map<string, Session>();
  /** Leases of the server's last run that no pool has taken up yet, by session. */
  #unsettled: Map<string, LeaseRecord>;
  #pool: EnvironmentPool | undefined;
  #closing = false;
  #allowance = new EnvironmentAllowance();
  #tidying: NodeJS.Timeout;

  constructor(options: WorkshopOptions) {
    this.#options = options;
    this.lessons = options.shelf.lessons;
    this.courses = options.shelf.courses;
    this.#unsettled = new Map(options.store.leases.all().map((lease) => [lease.sessionId, lease]));
    this.#tidying = setInterval(() => this.tidy(), Math.min(30_000, Math.max(500, Math.min(options.idleMinutes, options.sessionMinutes) * 15_000)));
    this.#tidying.unref();
  }

  /** Undefined while the venue is being prepared. */
  get pool(): EnvironmentPool | undefined {
    return this.#pool;
  }

  /** A new session. The nickname is tidy already; the address is for the audit log. */
  join(nickname: string, address?: string): Session {
    if (this.#closing) throw new Refusal("closing", "the server is going down; try again in a minute");
    const record = this.#options.store.sessions.create(nickname);
    this.#options.log.info({ event: "join", session: record.id, nickname, address });
    return this.#remember(record);
  }

  /** The session of a cookie; undefined for a forged one and for a session that has ended. */
  ofCookie(cookie: string | undefined): Session | undefined {
    return this.#ofSealed(cookie, "session-cookie");
  }

  /** The session of a resume link. Throws Refusal. */
  ofResumeToken(token: string): Session {
    const session = this.#ofSealed(token, "resume-link");
    if (!session) throw new Refusal("resume-link-unknown", "this link opens no session: it is incomplete, or the session was ended");
    return session;
  }

  /** For the audit log: somebody at this address goes on in a session, by its link. */
  resumed({ id, nickname }: Session, address?: string): void {
    this.#options.log.info({ event: "resume", session: id, nickname, address });
  }

  /** What a browser shows to be this session's. */
  cookieOf(session: Session): string {
    const record = this.#options.store.sessions.find(session.id);
    if (!record) throw new Refusal("not-joined", "the session has ended");
    return this.#sealed(record, "session-cookie");
  }

  /** The living session with this id. */
  find(id: string): Session | undefined {
    const known = this.#sessions.get(id);
    if (known) return known;
    const record = this.#options.store.sessions.find(id);
    return record && this.#remember(record);
  }

  /** Everybody who is here, has an environment, or had one lately. */
  get sessions(): Session[] {
    return [...this.#sessions.values()];
  }

  /** Ends the environment with this id for the instructor; its learner stays, and can begin again. Throws Refusal. */
  endEnvironment(id: string): Session {
    const session = this.sessions.find(({ environment: { state } }) => state.state === "ready" && state.id === id);
    if (!session) throw new Refusal("environment-missing", `no learner works in an environment ${id}`);
    session.environment.endByInstructor();
    return session;
  }

  /** Ends a session for good. */
  leave(session: Session): void {
    session.environment.giveBack();
    this.#options.store.sessions.end(session.id);
    this.#options.log.info({ event: "leave", session: session.id });
    session.tell({ type: "left" });
    session.stop();
    this.#sessions.delete(session.id);
  }

  /** The lesson with this id. Throws Refusal. */
  lesson(id: string): Lesson {
    const lesson = this.lessons.find((known) => known.id === id);
    if (lesson) return lesson;
    const broken = this.#options.shelf.broken.find((known) => known.id === id);
    if (broken) throw new Refusal("lesson-broken", `the lesson ${id} has mistakes that its author must mend:\n${broken.mistakes.map(printMistake).join("\n")}`);
    throw new Refusal("lesson-unknown", "there is no such lesson here");
  }

  /** Puts a lesson in the place of the one with its id, or beside the others, for those who are in it too: its author has saved it. */
  replaceLesson(lesson: Lesson): void {
    const { lessons } = this.#options.shelf;
    const place = lessons.findIndex(({ id }) => id === lesson.id);
    lessons[place < 0 ? lessons.length : place] = lesson;
    for (const session of this.#sessions.values()) session.replaceLesson(lesson);
  }

  /** Takes the pool into service: environments of the last run go back to their sessions, the rest of that run is swept. */
  async openPool(pool: EnvironmentPool): Promise<void> {
    await Promise.all([...this.#unsettled.values()].map((lease) => this.#settle(lease, pool)));
    this.#unsettled.clear();
    await pool.sweep();
    if (this.#closing) return;
    this.#pool = pool;
  }

  /** Ends what nobody uses: environments of learners who are away, and the memory of sessions that can be read again. */
  tidy(): void {
    const { idleMinutes, log } = this.#options;
    for (const session of this.#sessions.values()) {
      const { state } = session.environment.state;
      try {
        if ((state === "ready" || state === "waiting") && !this.#unsettled.has(session.id)) {
          if (session.environment.endLate()) continue;
          if (session.awayMs >= idleMinutes * 60_000) session.environment.endIdle(idleMinutes);
        } else if (session.awayMs >= forgetAfterMs) {
          session.stop();
          this.#sessions.delete(session.id);
        }
      } catch (error) {
        log.error({ event: "tidy-failed", session: session.id, err: error });
      }
    }
  }

  /** For the end of the process: nobody joins any more, running checks get this long, environments stay. */
  async drain(graceMs: number): Promise<void> {
    this.#closing = true;
    clearInterval(this.#tidying);
    for (const session of this.#sessions.values()) session.work.interruptWindow();
    const checks = [...this.#sessions.values()].flatMap((session) => session.work.checkUnderWay ?? []);
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, graceMs);
    await Promise.race([Promise.all(checks), grace.promise]);
    clearTimeout(timer);
    for (const session of this.#sessions.values()) session.stop();
    await this.#pool?.drain();
    this.#pool = undefined;
  }

  async #settle(lease: LeaseRecord, pool: EnvironmentPool): Promise<void> {
    const { log, store } = this.#options;
    try {
      const session = this.find(lease.sessionId);
      if (!session) return store.leases.remove(lease.environmentId);
      await session.environment.takeBack(pool, lease, session.lesson);
    } catch (error) {
      log.error({ event: "take-back-failed", session: lease.sessionId, environment: lease.environmentId, err: error });
    }
  }

  #remember(record: SessionRecord): Session {
    const session = new Session({
      record,
      resumeToken: this.#sealed(record, "resume-link"),
      store: this.#options.store,
      log: this.#options.log,
      tellOperator: this.#options.tellOperator,
      lesson: (id) => this.lesson(id),
      environment: { pool: () => this.#pool, allow: (address) => this.#allow(record.id, address), lease: this.#unsettled.get(record.id), minutes: this.#options.sessionMinutes },
    });
    this.#sessions.set(record.id, session);
    return session;
  }

  #allow(sessionId: string, address: string | undefined): void {
    const key = addressKey(address);
    const others = [...this.#sessions.values()].filter(({ id, environment }) => id !== sessionId && environment.address !== undefined && addressKey(environment.address) === key).length;
    this.#allowance.take({ sessionId, address, others, capacity: this.#pool?.status().capacity ?? 0, invited: this.#options.invited });
  }

  #sealed(record: SessionRecord, purpose: "session-cookie" | "resume-link"): string {
    return `${record.id}.${this.#options.sealer.seal(purpose, record.id, record.nonce)}`;
  }

  #ofSealed(sealed: string | undefined, purpose: "session-cookie" | "resume-link"): Session | undefined {
    const [, id, seal] = /^([\w-]{22})\.([\w-]{27})$/.exec(sealed ?? "") ?? [];
    const record = id === undefined ? undefined : this.#options.store.sessions.find(id);
    if (!record || !this.#options.sealer.verify(seal ?? "", purpose, record.id, record.nonce)) return undefined;
    return this.#sessions.get(record.id) ?? this.#remember(record);
  }
}
