import type { Language } from "../../server/protocol.ts";

/** Names of what the venue and an environment go through while they are prepared, by the id that the server sends. */
const names: Record<string, Record<Language, string>> = {
  docker: { en: "Docker", ja: "Docker" },
  host: { en: "This machine", ja: "このマシン" },
  images: { en: "Images", ja: "イメージ" },
  environments: { en: "Environments", ja: "環境" },
  "find-environment": { en: "Looking for your environment", ja: "あなたの環境を探しています" },
  "prepare-lesson": { en: "Preparing the lesson", ja: "レッスンを準備しています" },
};

/** The name of a stage or a bring-up step; an id that has no translation yet is shown as it is, with spaces. */
export function nameOf(id: string, language: Language): string {
  return names[id]?.[language] ?? id.replaceAll(/[-_:]/g, " ");
}
