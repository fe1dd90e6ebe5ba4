import type { Environment } from "../../../clusters/environment.ts";
import { environmentName } from "../../../clusters/labels.ts";
import type { Lesson } from "../../../lessons/lesson.ts";

/** What an author types to get into an environment of this state folder as the lesson's learner. */
export function shellCommand(stateDir: string, { id }: Pick<Environment, "id">, { user }: Pick<Lesson, "user">): string {
  return `docker exec -it -u ${user} ${environmentName(stateDir, id)}-toolbox bash -l`;
}
