/** A message was not stored, or nobody knows. */
export class StoreProblem extends Error {
  override readonly name = "StoreProblem";
  readonly reason: "unknown-topic" | "kafka-away" | "too-many";
  /** `not-stored` only when no broker can have taken it. */
  readonly outcome: "not-stored" | "unknown";

  constructor(reason: StoreProblem["reason"], outcome: StoreProblem["outcome"], message: string) {
    super(message);
    this.reason = reason;
    this.outcome = outcome;
  }
}
