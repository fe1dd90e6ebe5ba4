/** Who is logged in. */
export interface Session {
  name: string;
  /** When they logged in, ISO 8601. */
  since: string;
}

/** Keeps sessions under keys that cannot be guessed. */
export interface Sessions {
  /** Gives the key of a new session. Throws {@link SessionsAway}. */
  create(session: Session): Promise<string>;
  /** Undefined when nobody is logged in under this key, or not any more. Throws {@link SessionsAway}. */
  find(key: string): Promise<Session | undefined>;
  /** Throws {@link SessionsAway} when it cannot be asked now. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** The place where sessions are kept does not answer: nobody can be known now. */
export class SessionsAway extends Error {
  override readonly name = "SessionsAway";
}
