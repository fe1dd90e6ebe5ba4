/** What an author has to mend in a window check: never the learner's fault. The message begins with the script's file. */
export class WindowMistake extends Error {
  override readonly name = "WindowMistake";
}
