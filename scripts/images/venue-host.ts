import type { Host } from "../../clusters/images/builder/recipe.ts";
import { installPackages } from "../venue/apt-packages.ts";
import { runAsRoot } from "../venue/root.ts";

/** What builds of images may do to this machine: install packages and, where it takes that, act as root. */
export const venueHost: Host = { installPackages, runAsRoot };
