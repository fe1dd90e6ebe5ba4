/** One step of a bring-up; its name is what the waiting learner reads. */
export interface BringUpStep<Context> {
  name: string;
  run(context: Context, signal: AbortSignal): Promise<void>;
}

/** A bring-up failed; everything it had made was taken down again, or `leftovers` says what could not be. */
export class BringUpError extends Error {
  override readonly name = "BringUpError";
  /** Name of the step that failed. */
  readonly step: string;

  constructor(step: string, cause: unknown, leftovers?: unknown) {
    super(`The environment could not be made: step ${step} failed. ${messageOf(cause)}${leftovers ? ` Taking it down failed too: ${messageOf(leftovers)}` : ""}`, { cause });
    this.step = step;
  }
}

/** Runs the steps in order; `onStep` hears of each before it begins, and how long it took afterwards. Throws {@link BringUpError}, or the signal's reason. */
export async function bringUp<Context>(
  steps: readonly BringUpStep<Context>[],
  context: Context,
  options: { signal: AbortSignal; onStep?: (step: { name: string; done: number; seconds?: number }) => void },
): Promise<void> {
  for (const [done, step] of steps.entries()) {
    options.signal.throwIfAborted();
    options.onStep?.({ name: step.name, done });
    const begin = performance.now();
    try {
      await step.run(context, options.signal);
    } catch (error) {
      options.signal.throwIfAborted();
      throw new BringUpError(step.name, error);
    }
    options.onStep?.({ name: step.name, done: done + 1, seconds: (performance.now() - begin) / 1000 });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
