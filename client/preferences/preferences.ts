import { effect, signal, type Signal } from "@preact/signals";
import type { Language } from "../../server/protocol.ts";

const prefix = "tatami.";

/** What one person likes, kept in this browser only. */
export const preferences = {
  language: kept<Language>("language", browserLanguage(), ["ja", "en"]),
  theme: kept<"system" | "light" | "dark">("theme", "system", ["system", "light", "dark"]),
  terminalTheme: kept<"page" | "dark" | "light">("terminal-theme", "dark", ["page", "dark", "light"]),
  /** Pixels. */
  terminalFontSize: keptNumber("terminal-font-size", 15, { least: 10, most: 28 }),
  /** Terminals that are seen at once. */
  terminalPanes: kept<"1" | "2" | "4">("terminal-panes", "1", ["1", "2", "4"]),
  screenReader: kept<"on" | "off">("screen-reader", "off", ["on", "off"]),
  /** The lesson's share of the width, 0..1. */
  lessonShare: keptNumber("lesson-share", 0.42, { least: 0.2, most: 0.8 }),
};

function kept<T extends string>(name: string, initial: T, allowed: readonly T[]): Signal<T> {
  const stored = read(name);
  return keep(name, signal(allowed.find((value) => value === stored) ?? initial));
}

function keptNumber(name: string, initial: number, limits: { least: number; most: number }): Signal<number> {
  const stored = Number(read(name) ?? Number.NaN);
  return keep(name, signal(stored >= limits.least && stored <= limits.most ? stored : initial));
}

function keep<T extends string | number>(name: string, value: Signal<T>): Signal<T> {
  effect(() => write(name, String(value.value)));
  return value;
}

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch (error) {
    // Storage that the browser refuses (private windows, policies) only means that nothing is remembered.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function browserLanguage(): Language {
  const first = navigator.languages.find((tag) => /^(ja|en)\b/.test(tag));
  return first?.startsWith("ja") ? "ja" : "en";
}
