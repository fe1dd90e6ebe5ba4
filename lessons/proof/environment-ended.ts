/** The environment that a lesson was being proved in has died, or does not answer any more; the message says what was found. */
export class EnvironmentEnded extends Error {
  override readonly name = "EnvironmentEnded";
}
