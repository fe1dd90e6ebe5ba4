import { realpath } from "node:fs/promises";
import type { Mistake } from "../mistakes.ts";
import { isWorkshop, readWorkshop } from "./educates/workshop.ts";
import { ImportProblem } from "./import-problem.ts";
import type { ImportedLesson } from "./imported-lesson.ts";
import { isTrack, readTrack } from "./instruqt/track.ts";
import { SourceFolder } from "./source-folder.ts";

/** A lesson of another platform as it has been read. */
export interface ReadImport {
  lesson: ImportedLesson;
  /** The real path of what was read. */
  folder: string;
  /** What could not be carried over; files are relative to the source's folder. */
  losses: Mistake[];
}

/** Reads an Instruqt track or an Educates workshop. Runs nothing of it, and reads nothing outside of the folder. Throws {@link ImportProblem}. */
export async function readImport(path: string): Promise<ReadImport> {
  const folder = await realpath(path).catch(() => {
    throw new ImportProblem(`there is no folder ${path}`);
  });
  const source = new SourceFolder(folder);
  const lesson = (await isTrack(source)) ? await readTrack(source) : (await isWorkshop(source)) ? await readWorkshop(source) : undefined;
  if (!lesson) throw new ImportProblem(`${path} is nothing that can be imported: an Instruqt track has a track.yml, an Educates workshop a folder workshop/content. Katacoda's and Killercoda's scenarios need no import`);
  return { lesson, folder, losses: source.losses };
}
