import type { Problem, ProblemCode } from "./protocol.ts";

/** Something was asked for that cannot be had; thrown anywhere in the server, turned into an answer at its edge. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.code = code;
  }

  /** As it goes over the wire. */
  get problem(): Problem {
    return { code: this.code, message: this.message };
  }
}
