/** Images that cannot be had, and what a person can do about it. */
export class ImageProblem extends Error {
  override readonly name = "ImageProblem";
  /** What to do now, as one or two sentences. */
  readonly remedy: string;

  constructor(reason: string, remedy: string, cause?: unknown) {
    super(reason, { cause });
    this.remedy = remedy;
  }
}
