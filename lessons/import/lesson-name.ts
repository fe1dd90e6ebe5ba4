import { basename } from "node:path";

/** A name for a lesson's folder: what its author called it, or the folder that it comes from. */
export function lessonName(wanted: string | null | undefined, folder: string): string {
  const tidy = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-|-$/g, "");
  return tidy(wanted ?? "") || tidy(basename(folder)) || "imported";
}
