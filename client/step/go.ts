import { ask } from "../connection.ts";
import { say } from "../design/toasts.tsx";
import { describeTrouble } from "../trouble.ts";

/** Goes to a step: -1 is the introduction, the number of steps is the end. */
export async function goToStep(step: number): Promise<void> {
  const reply = await ask("step:show", { step });
  if (!reply.ok) say(describeTrouble(reply.problem), "bad");
}
