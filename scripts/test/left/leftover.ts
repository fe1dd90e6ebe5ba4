/** Something that a test run left on this machine: its test has failed. */
export interface Leftover {
  /** What it is, in one line. */
  name: string;
  takeDown(): Promise<unknown>;
}
