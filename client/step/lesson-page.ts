import { effect, signal } from "@preact/signals";
import type { Language, LessonPage } from "../../server/protocol.ts";
import { get } from "../api.ts";
import { line } from "../connection.ts";
import { session } from "../session.ts";
import { language } from "../preferences/language.ts";
import type { Trouble } from "../trouble.ts";

/** The lesson in the page's language; the one before stays until the next has come. */
export const lessonPage = signal<LessonPage | undefined>(undefined);

/** Why it could not be loaded. */
export const lessonTrouble = signal<Trouble | undefined>(undefined);

const loaded = new Map<string, LessonPage>();

async function load(lessonId: string, wanted: Language, signal: AbortSignal): Promise<void> {
  const key = `${lessonId} ${wanted}`;
  const reply = loaded.has(key)
    ? { ok: true as const, data: loaded.get(key)! }
    : await get<LessonPage>(`/api/lessons/${lessonId.split("/").map(encodeURIComponent).join("/")}?language=${wanted}`, signal);
  if (signal.aborted) return;
  lessonTrouble.value = reply.ok ? undefined : reply.problem;
  if (!reply.ok) return;
  loaded.set(key, reply.data);
  lessonPage.value = reply.data;
}

effect(() => {
  const lessonId = session.value?.lessonId;
  const wanted = language.value;
  if (lessonPage.peek()?.id !== lessonId) lessonPage.value = undefined;
  if (!lessonId || (line.value !== "connected" && lessonPage.peek())) return;
  const superseded = new AbortController();
  void load(lessonId, wanted, superseded.signal);
  return () => superseded.abort();
});
