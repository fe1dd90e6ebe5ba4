import type { Flavor, ToolboxUser } from "../clusters/environment.ts";
import type { Grant } from "../clusters/policies/grant.ts";
import type { Lesson } from "./lesson.ts";

/** What a pool is asked for, for a lesson. */
export interface EnvironmentWish {
  flavor: Flavor;
  user: ToolboxUser;
  /** Rights in its cluster beyond every learner's. */
  grants: readonly Grant[];
}

/** The environment that a lesson is worked in. */
export function environmentWish({ flavor, user, grants }: Pick<Lesson, "flavor" | "user" | "grants">): EnvironmentWish {
  return { flavor, user, grants };
}
