/** A folder that cannot be imported at all; the message says why and what to do. */
export class ImportProblem extends Error {
  override readonly name = "ImportProblem";
}
