/**
 * Kafka did not do what it was asked. What matters is what may have happened all the same:
 * `not-sent`: no broker was asked; `unanswered`: one was asked and did not answer; `refused`: one answered that it did not;
 * `unknown-topic`: one answered that there is no such topic.
 */
export class KafkaProblem extends Error {
  override readonly name = "KafkaProblem";
  readonly kind: "not-sent" | "unanswered" | "refused" | "unknown-topic";
  /** Kafka's names of the errors when it was refused, such as `NOT_LEADER_OR_FOLLOWER`. */
  readonly codes: string[];
  /** What else stood in an answer that refused a part. */
  readonly answer: unknown;

  constructor(kind: KafkaProblem["kind"], message: string, facts: { cause?: unknown; codes?: string[]; answer?: unknown } = {}) {
    super(message, { cause: facts.cause });
    this.kind = kind;
    this.codes = facts.codes ?? [];
    this.answer = facts.answer;
  }
}
