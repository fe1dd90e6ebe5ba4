import { existsSync } from "node:fs";
import { installPackages } from "../venue/apt-packages.ts";
import { nodePty } from "./node-pty.ts";
import { runStage } from "../preparation/run-stage.ts";
import { imagesStage } from "../preparation/images-stage.ts";
import { dockerStage, hostStage } from "../preparation/stages.ts";
import type { TestGroup } from "./group.ts";

const browser = "/usr/bin/chromium";
/** Without a Japanese font a page's characters are boxes, and every width is wrong. */
const japaneseFont = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/** Brings about what a group needs, by the same code as `npm start`. Safe to repeat; says what it does. */
export async function setUpFor(group: TestGroup, signal: AbortSignal): Promise<void> {
  const say = (line: string) => console.log(`tatami: ${line}`);
  await nodePty(say, signal);
  await runStage(dockerStage, say, signal);
  await runStage(hostStage(say), say, signal);
  if (group.needs.images) await runStage(imagesStage(say, () => undefined), say, signal);
  if (group.needs.browser && !(existsSync(browser) && existsSync(japaneseFont))) {
    say("installing chromium and fonts-noto-cjk (apt-get)");
    await installPackages(["chromium", "fonts-noto-cjk"], { signal });
  }
}
