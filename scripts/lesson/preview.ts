import { resolve } from "node:path";
import { start } from "../start.ts";
import { proofStateDir } from "./proof/proof-venue.ts";
import { Workbench } from "./preview/workbench.ts";

/** What `tatami lesson preview` is told. */
export interface PreviewOptions {
  port?: string;
  state?: string;
}

/** Serves the lessons in a folder for their author: each save is seen at once, mistakes stand where they are about. Ends by a signal. */
export async function preview(folder: string, { port, state }: PreviewOptions): Promise<void> {
  const workbench = await Workbench.open(resolve(folder));
  const shelf = await workbench.shelf();
  const reserve = shelf.lessons.some(({ flavor }) => flavor === "cluster") ? "1" : "0";
  await start(["--state", proofStateDir(state, "tatami-lesson-preview"), "--port", port ?? "8080", "--reserve", reserve, "--title", "Preview"], {
    shelf,
    onServing: (server, stop, say) => {
      workbench.follow((lesson) => server.replaceLesson(lesson), { say: (line) => say(`  ${line}`), signal: stop }).catch((error: unknown) => say(`✖ The lessons are not followed any more: ${error instanceof Error ? error.message : String(error)}`));
    },
  });
}
