import { createHash } from "node:crypto";

/** Whose everything is that is created in Docker: the state folder of the run, whose lock tells whether the run lives. */
export const stateLabel = "tatami.state";
/** The environment that a network or container belongs to. */
export const environmentLabel = "tatami.environment";
/** `shell` or `cluster`: tells a later run what it adopts. */
export const flavorLabel = "tatami.flavor";
/** On a toolbox: `root` when its learner is root; not there otherwise. */
export const userLabel = "tatami.user";
/** On a network: what it is for, `cluster` or `toolbox`. */
export const roleLabel = "tatami.role";

/** What all names of one environment begin with: the run's state folder (hashed, 6 digits) and the environment's id. Node names stay below the 63 characters of a host name. */
export function environmentName(stateDir: string, id: string): string {
  return `${statePrefix(stateDir)}${id}`;
}

/** What all names of one state folder begin with. kind takes no labels: its clusters are told apart by this. */
export function statePrefix(stateDir: string): string {
  return `tatami-${createHash("sha256").update(stateDir).digest("hex").slice(0, 6)}-`;
}

/** Docker's arguments for the labels of something that belongs to an environment. */
export function labelArguments(labels: Record<string, string>): string[] {
  return Object.entries(labels).flatMap(([name, value]) => ["--label", `${name}=${value}`]);
}
