import { relative } from "node:path";

/** A path as an author reads it: from where they are, or whole where it lies outside. */
export function shownPath(path: string): string {
  const way = relative("", path);
  return way === "" || way.startsWith("..") ? path : way;
}
