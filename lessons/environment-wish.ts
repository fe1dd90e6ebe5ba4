import type { Flavor, ToolboxUser } from "../clusters/environment.ts";
import type { Lesson } from "./lesson.ts";

/** What a pool is asked for, for a lesson. */
export interface EnvironmentWish {
  flavor: Flavor;
  user: ToolboxUser;
}

/** The environment that a lesson is worked in. */
export function environmentWish({ flavor, user }: Pick<Lesson, "flavor" | "user">): EnvironmentWish {
  return { flavor, user };
}
