import { preferences } from "../preferences/preferences.ts";

/** One click to the other language, named in that language. */
export function LanguageSwitch() {
  const other = preferences.language.value === "ja" ? "en" : "ja";
  return (
    <button type="button" class="button quiet small language-switch" lang={other} onClick={() => (preferences.language.value = other)}>
      {other === "ja" ? "日本語" : "English"}
    </button>
  );
}
