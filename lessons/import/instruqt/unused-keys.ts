import type { SourceFolder } from "../source-folder.ts";
import type { YamlSource } from "../yaml-source.ts";

/** Keys that mean something to Instruqt's own catalogue and to nobody else. */
const catalogue = ["id", "type", "version", "checksum", "owner", "developers", "instructors", "tags", "icon", "private", "published", "maintenance", "enhanced_loading", "teaser"];

/** Says which keys of a YAML file have no place in a lesson of ours: those of the catalogue in one line, each other by itself. */
export function unusedKeys(source: SourceFolder, { data, yaml, file, used }: { data: object; yaml: YamlSource; file: string; used: readonly string[] }): void {
  const unused = Object.entries(data).filter(([key, value]) => !used.includes(key) && value !== null && value !== undefined && value !== "");
  const [first, ...more] = unused.map(([key]) => key).filter((key) => catalogue.includes(key));
  if (first !== undefined) source.lost(file, yaml.lineOf([first]), `${[first, ...more].join(", ")}: for Instruqt's own catalogue`);
  for (const [key] of unused) if (!catalogue.includes(key)) source.lost(file, yaml.lineOf([key]), `${key}: has no place in a lesson here`);
}
