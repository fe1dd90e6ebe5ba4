import { effect } from "@preact/signals";
import { files, openFile } from "../editor/files.ts";
import { lessonPage } from "../step/lesson-page.ts";
import { environmentId, layOut } from "../terminals/terminals.ts";

/** Shows what the lesson wants to be seen beside it, once for each environment: files in the editor, terminals at once; ends with the function that it gives. */
export function layOutLesson(): () => void {
  let done: string | undefined;
  return effect(() => {
    const id = environmentId.value;
    const layout = lessonPage.value?.layout;
    if (id === undefined || layout === undefined || done === id) return;
    done = id;
    layOut(layout.terminals);
    if (files.peek().length === 0) void openAll(layout.files);
  });
}

/** The first one is in front at the end. */
async function openAll(wanted: readonly string[]): Promise<void> {
  for (const path of wanted) await openFile(path);
  if (wanted.length > 1) await openFile(wanted[0]!);
}
