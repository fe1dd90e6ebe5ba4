import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type {} from "../../scripts/bench/terminal-page/main.ts";
import { TerminalPage } from "../support/terminal-page.ts";

let terminal: TerminalPage;

beforeAll(async () => {
  terminal = await TerminalPage.start();
});
afterAll(async () => {
  await terminal?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await terminal.page.reload();
  await terminal.prompt();
  await terminal.page.evaluate(() => window.bench.view.focus());
});

test("typing runs a command, and a reload shows the same screen without answering old queries", async () => {
  const { page } = terminal;
  // Two queries that xterm answers; the shell would show a second answer as typed text.
  await page.keyboard.type("printf '\\033[c\\033[6n'; read -rst 20 -d R; echo typed-$((40 + 2))");
  await page.keyboard.press("Enter");
  await terminal.see("typed-42");
  await terminal.prompt();
  const before = await page.evaluate(() => window.bench.text());
  const { end } = (await terminal.running.holder.terminals())[0]!;
  await page.reload();
  await terminal.see("typed-42");
  await terminal.prompt();
  expect(await page.evaluate(() => window.bench.text())).toBe(before);
  await page.evaluate(() => window.bench.view.run("echo same-$((1 + 1))"));
  await terminal.see("same-2");
  expect((await terminal.running.holder.terminals())[0]!.end - end).toBeLessThan(300);
});

test("what is typed or pasted while the terminal is being attached arrives, after what is replayed", async () => {
  const { page } = terminal;
  await page.evaluate(() => window.bench.view.run("printf '\\033[c'; read -rst 20 -d c; echo replayed-$((1 + 1))"));
  await terminal.see("replayed-2");
  const { promise, resolve } = Promise.withResolvers<void>();
  terminal.mayAttach = promise;
  await page.reload();
  await page.waitForFunction(() => window.bench?.states?.at(-1) === "attaching");
  await page.evaluate(() => window.bench.view.focus());
  await page.keyboard.type("echo ahead-$((7 * 3))\n");
  await page.evaluate(() => navigator.clipboard.writeText("echo first-$((2 * 9))\necho second"));
  await page.keyboard.press("Control+Shift+v");
  expect(await page.evaluate(() => window.bench.states)).not.toContain("live");
  resolve();
  await terminal.see("\nahead-21");
  // In brackets, although the shell had not been heard to ask for them when it was pasted: nothing runs without Enter.
  await terminal.see("echo second");
  await page.keyboard.press("Control+c");
  await terminal.prompt();
  expect(await page.evaluate(() => window.bench.text())).not.toContain("first-18");
});

test("Japanese by an input method, full-width columns, emoji and ambiguous width", async () => {
  const { page } = terminal;
  const session = await page.context().newCDPSession(page);
  await page.keyboard.type("echo ");
  await session.send("Input.imeSetComposition", { text: "にほn", selectionStart: 3, selectionEnd: 3 });
  await session.send("Input.imeSetComposition", { text: "日本語", selectionStart: 3, selectionEnd: 3 });
  await session.send("Input.insertText", { text: "日本語" });
  // xterm takes the composed text in its next task: Enter in the same one would come before it.
  await terminal.see("echo 日本語");
  await page.keyboard.press("Enter");
  await terminal.see("\n日本語\n");
  const widths = await page.evaluate(async () => Promise.all(["日本語", "ｱｲ", "Ａ", "①", "…", "👍", "👨‍👩‍👧", "が"].map((text) => window.bench.width(text))));
  expect(widths).toEqual([6, 2, 2, 1, 1, 2, 2, 2]);
});

test("Ctrl-C copies a selection and interrupts without one; Ctrl-Shift-V pastes; right click pastes", async () => {
  const { page } = terminal;
  await page.evaluate(() => window.bench.view.run("echo copy-$((3 + 4))"));
  await terminal.see("copy-7");
  await terminal.prompt();
  expect(await page.evaluate(() => window.bench.view.search.newest("copy-7", { match: "#444400", current: "#666600" }))).toBe(true);
  // While a search goes on it selects its match anew whenever something is printed: Ctrl-C would copy again.
  await page.evaluate(() => window.bench.view.search.end());
  await page.evaluate(() => window.bench.view.focus());
  await page.keyboard.press("Control+c");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) === "copy-7");
  await page.keyboard.type("echo pasted-");
  await page.keyboard.press("Control+Shift+v");
  await terminal.see("echo pasted-copy-7");
  await page.locator(".xterm-screen").click({ button: "right" });
  await terminal.see("echo pasted-copy-7copy-7");
  await page.keyboard.press("Control+c");
  await terminal.prompt();
});

test("what is pasted cannot end its own brackets, and a program cannot write the clipboard", async () => {
  const { page } = terminal;
  await page.evaluate(() => navigator.clipboard.writeText("echo brought\u001b[201~\recho pressed-$((4 + 5))\r"));
  await page.keyboard.press("Control+Shift+v");
  await terminal.see("pressed-$((4 + 5))");
  await page.keyboard.press("Control+c");
  await terminal.prompt();
  await page.evaluate(() => window.bench.view.run("printf '\\033]52;c;aGVsbG8=\\007'; echo asked-$((5 + 6))"));
  await terminal.see("asked-11");
  expect(await page.evaluate(() => window.bench.text())).not.toContain("pressed-9");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("echo brought");
});

test("a click-to-run command interrupts first; nothing is typed while the line is down", async () => {
  const { page } = terminal;
  await page.evaluate(() => window.bench.view.run("sleep 1000"));
  await terminal.see("sleep 1000");
  await page.evaluate(() => window.bench.view.run("echo after-$((5 + 5))", { interrupt: true }));
  await terminal.see("after-10");
  // Takes two seconds to end, and whatever is typed until then.
  await page.evaluate(() => window.bench.view.run(`bash -c 'trap "end=\\$((SECONDS + 2))" INT; echo greedy-$((3 + 3)); while ((SECONDS < \${end:-99})); do read -rs -t 0.1 -N 1000; done'`));
  await terminal.see("greedy-6");
  await page.evaluate(() => window.bench.view.run("echo whole-$((7 + 7))", { interrupt: true }));
  await terminal.see("whole-14");
  expect(await page.evaluate(() => {
    window.bench.socket.disconnect();
    return window.bench.view.run("echo never-typed");
  })).toBe(false);
  await page.evaluate(() => void window.bench.socket.connect());
  await page.waitForFunction(() => window.bench.states.at(-1) === "live");
  await page.evaluate(() => window.bench.view.run("echo alive-$((6 + 6))"));
  await terminal.see("alive-12");
  expect(await page.evaluate(() => window.bench.text())).not.toContain("never-typed");
});

test("titles are text, links are http only and open without this page, and the size follows the window", async () => {
  const { page } = terminal;
  await page.evaluate(() => window.bench.view.run("PS1='$ '; printf '\\033]2;<b>title</b>\\007'"));
  await page.waitForFunction(() => document.title === "<b>title</b>");
  await page.evaluate(() => {
    (window as unknown as { opened: string[] }).opened = [];
    window.open = (...asked) => {
      (window as unknown as { opened: string[] }).opened.push(asked.join(" "));
      return null;
    };
  });
  await page.evaluate(() => window.bench.view.run("clear; echo http://127.0.0.1:9/x; echo; printf '\\033]8;;javascript:alert(1)\\033\\\\evil\\033]8;;\\033\\\\\\n'"));
  await terminal.see("9/x\n\nevil\n");
  const screen = (await page.locator(".xterm-screen").boundingBox())!;
  const row = await page.evaluate(() => window.bench.recorder.terminal!.rows);
  const lineHeight = screen.height / row;
  await page.mouse.move(screen.x + 40, screen.y + lineHeight / 2);
  await page.mouse.click(screen.x + 41, screen.y + lineHeight / 2);
  await page.waitForFunction(() => (window as unknown as { opened: string[] }).opened.length === 1);
  await page.mouse.move(screen.x + 10, screen.y + lineHeight * 2.5);
  await page.mouse.click(screen.x + 11, screen.y + lineHeight * 2.5);
  expect(await page.evaluate(() => (window as unknown as { opened: string[] }).opened)).toEqual(["http://127.0.0.1:9/x _blank noopener,noreferrer"]);
  const before = (await terminal.running.holder.terminals())[0]!.size;
  await page.evaluate(() => {
    document.querySelector<HTMLElement>("#terminal")!.style.width = "500px";
  });
  await page.waitForFunction((columns) => window.bench.recorder.terminal!.cols < columns, before.columns);
  await page.evaluate(() => window.bench.view.run("stty size"));
  await terminal.see(`${before.rows} ${await page.evaluate(() => window.bench.recorder.terminal!.cols)}`);
});

test("a shell that ended says so, and Enter opens another", async () => {
  const { page } = terminal;
  await page.evaluate(() => window.bench.view.run("exit 3"));
  await terminal.see("ended 3");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.bench.states.at(-1) === "live");
  await page.evaluate(() => window.bench.view.run("echo again-$((8 + 8))"));
  await terminal.see("again-16");
});
