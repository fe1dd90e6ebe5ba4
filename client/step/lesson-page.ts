import { batch, effect, signal } from "@preact/signals";
import type { Language, LessonPage } from "../../server/protocol.ts";
import { get } from "../api.ts";
import { line } from "../connection.ts";
import { session } from "../session.ts";
import { language } from "../preferences/language.ts";
import type { Trouble } from "../trouble.ts";

/** The lesson in the page's language; the one before stays until the next has come. */
export const lessonPage = signal<LessonPage | undefined>(undefined);

/** The language that it was asked for in: the lesson has no other where the page is in another. Behind the page's own while the next one comes. */
export const askedLanguage = signal<Language | undefined>(undefined);

/** Why it could not be loaded. */
export const lessonTrouble = signal<Trouble | undefined>(undefined);

async function load(lessonId: string, wanted: Language, signal: AbortSignal): Promise<void> {
  // Asked for at each change of the language, because that is how the server learns what its checks and previews have to speak.
  const reply = await get<LessonPage>(`/api/lessons/${lessonId.split("/").map(encodeURIComponent).join("/")}?language=${wanted}`, signal);
  if (signal.aborted) return;
  lessonTrouble.value = reply.ok ? undefined : reply.problem;
  if (!reply.ok) return;
  batch(() => {
    lessonPage.value = reply.data;
    askedLanguage.value = wanted;
  });
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
