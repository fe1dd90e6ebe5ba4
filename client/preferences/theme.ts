import { computed, effect, signal } from "@preact/signals";
import { preferences } from "./preferences.ts";

const systemQuery = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(systemQuery.matches);
systemQuery.addEventListener("change", (event) => (systemIsDark.value = event.matches));

/** The colours of the page right now. */
export const pageTheme = computed<"light" | "dark">(() =>
  preferences.theme.value === "system" ? (systemIsDark.value ? "dark" : "light") : preferences.theme.value,
);

/** The colours of the terminals right now. */
export const terminalTheme = computed<"light" | "dark">(() =>
  preferences.terminalTheme.value === "page" ? pageTheme.value : preferences.terminalTheme.value,
);

effect(() => {
  document.documentElement.dataset.theme = pageTheme.value;
});
