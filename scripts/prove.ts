import { proveCommand } from "./prove/prove.ts";
import { untilInterrupted } from "./until-interrupted.ts";

// `npm run prove -- NAME [--times N]`: the long proofs, resumable.
try {
  await proveCommand(untilInterrupted).parseAsync();
} catch (error) {
  console.error(error instanceof Error ? `tatami: ${error.message}` : error);
  process.exitCode = 2;
}
