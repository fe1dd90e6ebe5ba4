import { ConfigError } from "../server/config.ts";
import { tatamiProgram } from "./tatami-program.ts";

try {
  await tatamiProgram().parseAsync();
} catch (error) {
  console.error(error instanceof ConfigError ? error.mistakes.join("\n") : error instanceof Error ? `tatami: ${error.message}${"remedy" in error ? `\n→ ${String(error.remedy)}` : ""}` : error);
  process.exitCode = 1;
}
