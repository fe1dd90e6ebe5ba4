import { join } from "node:path";
import { z } from "zod";
import { listedFolder, readCourseFile } from "./course-file.ts";
import type { Mistake } from "./mistakes.ts";

/** A Katacoda course: what a `<name>-pathway.json` says. */
export interface Pathway {
  name: string;
  title: string;
  description: string;
  /** Folders of lessons, from the root of all lessons, in their order. */
  lessons: { path: string; title?: string; description?: string }[];
  /** What is somewhere else. */
  links: { title: string; description: string; href: string }[];
  mistakes: Mistake[];
}

const text = z.string().nullish();
const pathwayFile = z.looseObject({
  title: text,
  description: text,
  courses: z.array(z.looseObject({ course_id: text, pathway_id: text, external_link: text, title: text, description: text })),
});

/** Reads the `<name>-pathway.json` of a folder below the root of all lessons. Its lessons are in the folder of the pathway that they say they are of, in the folder of its own name, beside it, or beside its folder. */
export async function readPathway(root: string, from: string, file: string): Promise<Pathway> {
  const name = file.slice(0, -"-pathway.json".length);
  const pathway: Pathway = { name, title: name, description: "", lessons: [], links: [], mistakes: [] };
  const read = await readCourseFile(join(root, from), file, pathwayFile);
  if (read.found === "mistakes") pathway.mistakes.push(...read.mistakes);
  if (read.found !== "data") return pathway;
  pathway.title = read.data.title || name;
  pathway.description = read.data.description ?? "";
  for (const [index, { course_id: id, pathway_id: other, external_link: href, title, description }] of read.data.courses.entries()) {
    const wrong = (key: string, message: string) => pathway.mistakes.push({ file, line: read.source.lineOf(["courses", index, key]), message });
    const places = id ? [...(other ? [`${other}/${id}`, `../${other}/${id}`] : []), `${name}/${id}`, id, `../${id}`] : [];
    const path = await firstListed(root, from, places);
    if (path) pathway.lessons.push({ path, ...(title && { title }), ...(description && { description }) });
    else if (href && isWeb(href)) pathway.links.push({ title: title || href, description: description ?? "", href });
    else if (href) wrong("external_link", `"${href}" is no address that begins with http:// or https://`);
    // Another pathway has a file of its own, and is a course beside this one.
    else if (id && !other) wrong("course_id", `there is no folder ${id}`);
  }
  return pathway;
}

async function firstListed(root: string, from: string, places: readonly string[]): Promise<string | undefined> {
  for (const place of places) {
    const path = await listedFolder(root, from, place);
    if (path !== undefined) return path;
  }
  return undefined;
}

function isWeb(href: string): boolean {
  return URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
}
