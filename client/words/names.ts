import type { Language } from "../../server/protocol.ts";

/** Names of what the venue and an environment go through while they are prepared, by the id that the server sends. */
const names: Record<string, Record<Language, string>> = {};

/** The name of a stage or a bring-up step; an id that has no translation yet is shown as it is, with spaces. */
export function nameOf(id: string, language: Language): string {
  return names[id]?.[language] ?? id.replaceAll(/[-_:]/g, " ");
}
