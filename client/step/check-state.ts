import type { CheckAnswer } from "../../server/protocol.ts";

/** What the learner sees of a step's check. */
export type CheckState =
  | { state: "idle" }
  | { state: "running"; startedAt: number; output: string }
  | { state: "answered"; byItself: boolean; answer: CheckAnswer }
  /** The line broke while it ran: nobody knows how it went. */
  | { state: "lost" };

/** What happens to a check. */
export type CheckEvent =
  | { event: "started"; byItself: boolean; at: number }
  | { event: "output"; text: string }
  | { event: "answered"; byItself: boolean; answer: CheckAnswer }
  | { event: "refused" }
  | { event: "line-lost" };

const keptOutput = 64 * 1024;

/**
 * What is seen after an event. A check that runs by itself stays out of the way: it shows when it passes, and it renews a "not yet"
 * that the learner has asked for; it never puts one in front of somebody who is still working.
 */
export function nextCheck(now: CheckState, event: CheckEvent): CheckState {
  switch (event.event) {
    case "started":
      return event.byItself || now.state === "running" ? now : { state: "running", startedAt: event.at, output: "" };
    case "output":
      return now.state === "running" ? { ...now, output: (now.output + event.text).slice(-keptOutput) } : now;
    case "answered":
      if (!event.byItself || event.answer.result === "passed") return { state: "answered", byItself: event.byItself, answer: event.answer };
      return now.state === "answered" && now.answer.result === "not-yet" && event.answer.result === "not-yet" ? { ...now, answer: event.answer } : now;
    case "refused":
      return now.state === "running" ? { state: "idle" } : now;
    case "line-lost":
      return now.state === "running" ? { state: "lost" } : now;
  }
}
