import { computed, effect } from "@preact/signals";
import { createInstance } from "i18next";
import type { Language, Localized } from "../../server/protocol.ts";
import { en } from "../words/en.ts";
import { ja } from "../words/ja.ts";
import type { WordKey } from "../words/words.ts";
import { preferences } from "./preferences.ts";

const words = createInstance();
await words.init({
  resources: { en: { translation: en }, ja: { translation: ja } },
  lng: "en",
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  // preact escapes what it shows.
  interpolation: { escapeValue: false },
});

/** The language of the page; components that read it are drawn again when it changes. */
export const language = computed<Language>(() => preferences.language.value);

/** The words for `key` in the page's language, with `{{name}}` filled in from `values`; `count` chooses the plural. */
export function t(key: WordKey, values: Record<string, string | number> = {}): string {
  return words.t(key, { lng: language.value, ...values });
}

/** An author's text in the page's language, or in the other one where it was not written. */
export function localized(text: Localized | undefined): string {
  return text?.[language.value] ?? text?.en ?? text?.ja ?? "";
}

effect(() => {
  document.documentElement.lang = language.value;
});
