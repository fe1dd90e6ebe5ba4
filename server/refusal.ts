import type { Problem, ProblemCode } from "./protocol.ts";

/** Something was asked for that cannot be had; thrown anywhere in the server, turned into an answer at its edge. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  /** After so many seconds it is worth trying again. */
  readonly seconds: number | undefined;

  constructor(code: ProblemCode, message: string, { seconds }: { seconds?: number } = {}) {
    super(message);
    this.code = code;
    this.seconds = seconds;
  }

  /** As it goes over the wire. */
  get problem(): Problem {
    return { code: this.code, message: this.message, ...(this.seconds !== undefined && { seconds: this.seconds }) };
  }
}
