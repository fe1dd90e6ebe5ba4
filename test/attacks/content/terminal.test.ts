import { afterAll, beforeAll } from "vitest";
import type {} from "../../../scripts/bench/terminal-page/main.ts";
import { TerminalPage } from "../../support/terminal-page.ts";
import { attackTests } from "../attack.ts";
import { openNaiveTerminal } from "./naive-terminal.ts";
import { type TerminalTarget, terminalAttacks } from "./terminal-attacks.ts";

let terminal: TerminalPage;
let product: TerminalTarget;
let naive: TerminalTarget;

beforeAll(async () => {
  terminal = await TerminalPage.start();
  let typed = "";
  terminal.io.on("connection", (socket) => void socket.onAny((event: string, given: { data?: string | Uint8Array }) => void (event === "terminal:input" && (typed += Buffer.from(given.data ?? "").toString()))));
  await terminal.page.reload();
  await terminal.prompt();
  naive = await openNaiveTerminal(terminal.page.context(), new URL(terminal.page.url()).origin);
  let printed = 0;
  product = {
    page: terminal.page,
    async print(bytes) {
      // Asked last, the cursor's place is the last answer that comes.
      // In octal digits: what is typed is looked through for what the bytes say.
      const octal = [...Buffer.from(bytes)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
      const end = `printed-${++printed}`;
      await terminal.page.bringToFront();
      await terminal.page.evaluate(([given, last]) => window.bench.view.run(`printf '${given}\\n\\033[6n'; read -rst 20 -d R; echo ${last?.replace("-", "-''")}`), [octal, end]);
      await terminal.see(end);
    },
    click: (command) => terminal.page.evaluate((given) => void window.bench.view.run(given), command),
    typed: () => typed,
  };
});
afterAll(async () => {
  await terminal?.[Symbol.asyncDispose]();
});

attackTests("content", terminalAttacks, { product: () => product, undefended: () => naive });
