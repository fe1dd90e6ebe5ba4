import { effect } from "@preact/signals";
import { files, openFile } from "../editor/files.ts";
import { lessonPage } from "../step/lesson-page.ts";
import { environmentId } from "../terminals/terminals.ts";

/** Opens what the lesson wants to be open in the editor, once for each environment; ends with the function that it gives. */
export function openStartFiles(): () => void {
  let opened: string | undefined;
  return effect(() => {
    const id = environmentId.value;
    const wanted = lessonPage.value?.layout.files;
    if (id === undefined || wanted === undefined || opened === id) return;
    opened = id;
    if (files.peek().length === 0) void openAll(wanted);
  });
}

/** The first one is in front at the end. */
async function openAll(wanted: readonly string[]): Promise<void> {
  for (const path of wanted) await openFile(path);
  if (wanted.length > 1) await openFile(wanted[0]!);
}
