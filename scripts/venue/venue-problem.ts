/** Something about this machine that keeps the venue from working, and what a person can do about it. */
export class VenueProblem extends Error {
  override readonly name = "VenueProblem";
  /** What to do now, as one or two sentences. */
  readonly remedy: string;

  constructor(reason: string, remedy: string, cause?: unknown) {
    super(reason, { cause });
    this.remedy = remedy;
  }
}
