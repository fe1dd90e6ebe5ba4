/** JSON or YAML that cannot be read, with the line (from 1) where it goes wrong. */
export class SourceMistake extends Error {
  override readonly name = "SourceMistake";
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}
