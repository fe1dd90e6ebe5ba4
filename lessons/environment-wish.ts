import type { Flavor, ToolboxUser } from "../clusters/environment.ts";
import { canBeRootFolder } from "../clusters/root/root-arguments.ts";
import type { Lesson } from "./lesson.ts";

/** What a pool is asked for, for a lesson. */
export interface EnvironmentWish {
  flavor: Flavor;
  user: ToolboxUser;
  /** Folders directly below / that its assets go to, and that not every root has. */
  folders: string[];
}

/** Each is a mount of its own. */
const mostFolders = 10;

/** The environment that a lesson is worked in. */
export function environmentWish({ flavor, user, assets }: Pick<Lesson, "flavor" | "user" | "assets">): EnvironmentWish {
  const named = assets.flatMap(({ target }) => (target.startsWith("/") ? [target.split("/")[1] ?? ""] : []));
  return { flavor, user, folders: user === "root" ? [...new Set(named)].filter(canBeRootFolder).slice(0, mostFolders) : [] };
}
