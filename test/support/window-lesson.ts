import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WindowNeeds } from "../../lessons/window/record.ts";
import type { WindowSink } from "./window-sink.ts";

/** Writes a lesson `window` below `folder` whose second step is a window about this sink; the first one has none. */
export async function writeWindowLesson(folder: string, sink: WindowSink, { needs, quiz = "" }: { needs: WindowNeeds; quiz?: string }): Promise<void> {
  const { watch, heal, settled, read, send, ...window } = sink.window({ needs });
  const lesson = join(folder, "window");
  await mkdir(join(lesson, "proof"), { recursive: true });
  const scripts = { watch, heal, settled, read };
  for (const script of Object.values(scripts)) if (script) await writeFile(join(lesson, script.file), script.source);
  await writeFile(join(lesson, "proof", "verify.sh"), 'test -e "/tmp/tatami-no-such-file" && not_yet en "in the way: ls /tmp"\nexit 0\n');
  await writeFile(join(lesson, "text.md"), `Look.\n${quiz}`);
  const step = { title: "Look", text: "text.md", verify: "proof/verify.sh" };
  const index = {
    title: "Window",
    description: "A window about a sink.",
    language: "en",
    verifyAs: "checker",
    backend: { imageid: "bash" },
    details: {
      steps: [
        { title: "Read", text: "proof.md", verify: "proof/verify.sh" },
        { ...step, window: { ...window, send: { ...send, perSecond: 100 }, ...Object.fromEntries(Object.entries(scripts).map(([key, script]) => [key, script?.file])) } },
      ],
    },
  };
  await writeFile(join(lesson, "proof.md"), "Nothing to do.\n");
  await writeFile(join(lesson, "index.json"), JSON.stringify(index, undefined, 2));
}
