import type { en } from "./en.ts";

/** Plural forms that a language without plurals does not have. */
type SingularOnly = Extract<keyof typeof en, `${string}_one`>;

/** All words of a language; Japanese has no separate singular. */
export type Words = Record<Exclude<keyof typeof en, SingularOnly>, string>;

/** What the code names: a key without its plural ending. */
export type WordKey = keyof typeof en extends infer Key ? (Key extends `${infer Base}_${"one" | "other"}` ? Base : Key) : never;
