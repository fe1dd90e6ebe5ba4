import type { Attack } from "../attack.ts";
import type { ShellTarget, Standpoint } from "./shell-target.ts";

/** An attack that is a script: it ends with 0 when the attacker has got something, and otherwise has printed why not. */
export function byScript(id: string, what: string, script: string, canary: RegExp, refusal: RegExp, { from = "shell" }: { from?: Standpoint } = {}): Attack<ShellTarget> {
  return {
    id,
    what,
    canary,
    refusal,
    async attempt(target) {
      const { exitCode, output } = await target[from](`set -eo pipefail\n${script}`);
      return exitCode === 0 ? { got: output } : { refused: output };
    },
  };
}
