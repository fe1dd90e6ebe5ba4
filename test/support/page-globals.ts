import { vi } from "vitest";

/** What the page's modules look for when they are loaded, for tests of their plain functions outside of a browser: call it, then import them. */
export function pageGlobals(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) });
  vi.stubGlobal("document", { documentElement: { lang: "", dataset: {} } });
}
