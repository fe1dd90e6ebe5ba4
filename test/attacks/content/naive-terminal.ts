import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { BrowserContext } from "playwright-core";
import type { TerminalTarget } from "./terminal-attacks.ts";

declare global {
  interface Window {
    Terminal: new (options: object) => any;
    naive: { print(bytes: string): Promise<void>; type(text: string): void; typed: string };
  }
}

const xterm = createRequire(import.meta.url).resolve("@xterm/xterm/lib/xterm.js");

/** A terminal as one would put it into a page in an afternoon: all that xterm.js can do is switched on, and what programs ask for is done. It lives at an address of the test's, for the clipboard. */
export async function openNaiveTerminal(context: BrowserContext, url: string): Promise<TerminalTarget> {
  const page = await context.newPage();
  await page.route(`${url}/naive`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>naive</title><div id=terminal style='width: 800px; height: 400px'></div>" }));
  await page.goto(`${url}/naive`);
  await page.addScriptTag({ content: await readFile(xterm, "utf8") });
  await page.addStyleTag({ content: await readFile(xterm.replace("lib/xterm.js", "css/xterm.css"), "utf8") });
  await page.evaluate(() => {
    const open = (_event: unknown, address: string): void => void (location.href = address);
    const terminal = new window.Terminal({ allowProposedApi: true, windowOptions: { getWinTitle: true }, linkHandler: { activate: open, allowNonHttpProtocols: true } });
    terminal.open(document.querySelector("#terminal"));
    terminal.parser.registerOscHandler(52, (data: string) => navigator.clipboard.writeText(atob(data.split(";")[1] ?? "")).then(() => true));
    let title = "";
    terminal.onTitleChange((said: string) => (title = said));
    terminal.parser.registerCsiHandler({ final: "t" }, ([asked]: number[]) => asked === 21 && (naive.type(`\u001b]l${title}\u001b\\`), true));
    const naive = { typed: "", type: (text: string) => void (naive.typed += text), print: (bytes: string) => new Promise<void>((done) => terminal.write(bytes, done)) };
    terminal.onData(naive.type);
    window.naive = naive;
  });
  return {
    page,
    print: (bytes) => page.evaluate((given) => window.naive.print(given), bytes),
    click: (command) => page.evaluate((given) => window.naive.type(`${given}\r`), command),
    typed: () => page.evaluate(() => window.naive.typed),
  };
}
