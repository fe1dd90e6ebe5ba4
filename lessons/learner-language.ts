import type { Holder } from "../clusters/holder/holder.ts";
import type { LessonLanguage } from "./lesson.ts";

/** Below the learner's home: `ja` or `en` and a newline. A file, because shells outlive a change of language. Read by lessons/apps/chat/client. */
const languageFile = ".config/tatami/language";

/** Says in the toolbox which language its learner reads, for programs that they start from now on. Throws HolderError. */
export async function writeLearnerLanguage(holder: Holder, language: LessonLanguage): Promise<void> {
  await holder.writeFile(languageFile, Buffer.from(`${language}\n`));
}
