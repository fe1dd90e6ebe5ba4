import type { Page } from "playwright-core";
import { poll } from "../../../clusters/poll.ts";
import type { Attack, Outcome } from "../attack.ts";
import { canary } from "./canary.ts";

/** A terminal in a page, and what comes of bytes that a program prints there. */
export interface TerminalTarget {
  page: Page;
  /** Has a program print bytes, and waits until they are on the screen. */
  print(bytes: string): Promise<void>;
  /** A click on a lesson's command. */
  click(command: string): Promise<void>;
  /** All that the page has typed into the shell so far. */
  typed(): string | Promise<string>;
}

const kept = "what the victim had copied";

/** What a program's output, or a lesson's command, tries to do by the victim's terminal. */
export const terminalAttacks: readonly Attack<TerminalTarget>[] = [
  {
    id: "content-terminal-clipboard",
    what: "A program's output writes a command into the victim's clipboard (OSC 52)",
    attempt: async ({ page, print }) => {
      await page.evaluate((text) => navigator.clipboard.writeText(text), kept);
      await print(`\u001b]52;c;${Buffer.from(canary).toString("base64")}\u0007`);
      return either(await page.evaluate(() => navigator.clipboard.readText()));
    },
    canary: new RegExp(canary),
    refusal: new RegExp(`^${kept}$`),
  },
  {
    id: "content-terminal-answerback",
    what: "A program's output sets the title, and has the terminal type it into the shell (CSI 21 t)",
    attempt: async ({ print, typed }) => {
      const before = (await typed()).length;
      await print(`\u001b]2;${canary}\u0007\u001b[21t\u001b[c`);
      // The last question, for what kind of terminal it is, is answered by every terminal, after those before it.
      const answers = await poll({ name: "the terminal's own answer", timeoutMs: 20_000, intervalMs: 20 }, async () => {
        const since = (await typed()).slice(before);
        return /\u001b\[\?[\d;]*c/.test(since) && since;
      });
      return answers.includes(canary) ? { got: answers } : { refused: "the terminal said what kind it is, and nothing else" };
    },
    canary: new RegExp(canary),
    refusal: /^the terminal said what kind it is, and nothing else$/,
  },
  {
    id: "content-terminal-link",
    what: "A program's output is a link that runs a script in the page (OSC 8)",
    attempt: async ({ page, print }) => {
      const link = (address: string) => `\u001b]8;;${address}\u0007click-me-please\u001b]8;;\u0007\r\n`;
      await print(`\u001b[2J\u001b[H${link(`javascript:void(document.title='${canary}')`)}${link("http://127.0.0.1:9/")}`);
      await page.evaluate(() => void (document.title = "as before"));
      const screen = await page.locator(".xterm-screen").boundingBox();
      if (!screen) throw new Error("The terminal has no screen.");
      const row = (number: number): [number, number] => [screen.x + 30, screen.y + 8 + number * 17];
      // The second one is a link everywhere: the pointer says so.
      await page.mouse.move(...row(1), { steps: 3 });
      await page.locator(".xterm-cursor-pointer").waitFor();
      await page.mouse.move(...row(0), { steps: 3 });
      await page.mouse.click(...row(0));
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      return either(await page.title());
    },
    canary: new RegExp(canary),
    refusal: /^as before$/,
  },
  {
    id: "content-click-control-bytes",
    what: "A lesson's command holds bytes that wipe out what one reads, and type something else",
    attempt: async ({ click, typed }) => {
      await click(`echo harmless\u0015echo ${canary}\u001b[A`);
      const all = await poll({ name: "the command to be typed", timeoutMs: 20_000, intervalMs: 20 }, async () => (await typed()).includes(canary) && (await typed()));
      const command = all.slice(all.lastIndexOf("echo harmless"));
      return /\u0015/.test(command) ? { got: command } : { refused: `typed without them: ${command.trimEnd()}` };
    },
    canary: new RegExp(`\u0015echo ${canary}`),
    refusal: new RegExp(`^typed without them: echo harmlessecho ${canary}\\[A$`),
  },
];

function either(found: string): Outcome {
  return found.includes(canary) ? { got: found } : { refused: found };
}
