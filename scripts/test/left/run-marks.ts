import { existsSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { statePrefix } from "../../../clusters/labels.ts";

/** By what one tells that something is a run's. Others, and a running `npm start`, make and remove things on the machine at the same time. */
export interface RunMarks {
  /** Absolute; holds its state folders, its reports and its temporary files. */
  folder: string;
  /** TATAMI_TEST_RUN of all that it starts; part of the names of what its tests make in Docker themselves. */
  id: string;
}

/** What holds the run's state folders; TATAMI_TEST_STATE. */
export function stateFolders({ folder }: Pick<RunMarks, "folder">): string {
  return join(folder, "state");
}

/** What holds the run's temporary files; TMPDIR. Its name is short because paths of sockets below it may have 107 bytes (unix(7)). */
export function temporaryFolder({ folder }: Pick<RunMarks, "folder">): string {
  return join(folder, "t");
}

/** Whether a container or network is the run's: by the state folder in its label, by the run's id in its name, or by the beginning that a state folder gives to names (kind takes no labels). */
export function isOfRun(marks: RunMarks, { name, state }: { name: string; state: string }): boolean {
  if (state.startsWith(`${marks.folder}${sep}`) || name.includes(marks.id)) return true;
  const folder = stateFolders(marks);
  return existsSync(folder) && readdirSync(folder).some((one) => name.startsWith(statePrefix(join(folder, one))));
}
