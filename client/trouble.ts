import type { ProblemCode } from "../server/protocol.ts";
import { describeSeconds } from "./preferences/duration.ts";
import { t } from "./preferences/language.ts";

/** A server's refusal, or what only the page can know: nobody answered, there is no line, the answer took too long. */
export interface Trouble {
  code: ProblemCode | "unreachable" | "not-connected" | "no-answer";
  message: string;
  /** After so many seconds it is worth trying again. */
  seconds?: number;
}

/** Where the server has not said how long. */
const patienceSeconds = 60;


/** What `Answer` is to the server, plus the page's own troubles. */
export type Reply<T = object> = ({ ok: true } & T) | { ok: false; problem: Trouble };

/** The trouble in the learner's language. */
export function describeTrouble(trouble: Trouble): string {
  return t(`problem.${trouble.code}`, { time: describeSeconds(trouble.seconds ?? patienceSeconds) });
}

/** True for an answer in the protocol's form, whatever else it says. */
export function isRefusal(body: unknown): body is { ok: false; problem: Trouble } {
  return typeof body === "object" && body !== null && "ok" in body && body.ok === false && "problem" in body;
}
