import { socket } from "../connection.ts";
import { say } from "../design/toasts.tsx";
import { t } from "../preferences/language.ts";
import { editByLesson, openFile } from "../editor/files.ts";
import { focusFile } from "../editor/focus.ts";
import { tidyPath } from "../editor/file-state.ts";
import { terminalFor } from "../terminals/tabs.ts";
import { bringToFront, environmentId, plainTerminal, tabs, whenLive } from "../terminals/terminals.ts";
import { showPane } from "../terminals/panes.ts";
import { describeTrouble } from "../trouble.ts";
import { copyText } from "../clipboard.ts";
import { typedText } from "./command.ts";
import { openPreview } from "./preview.ts";

/** How long a button rests after a click, against double clicks. */
const cooldownMs = 1_500;

const editWays = ["replace", "append", "prepend", "insert"] as const;

/** A click on one of the lesson's own buttons: lessons/markdown.ts says which there are. */
export async function act(button: HTMLButtonElement, byPointer: boolean): Promise<void> {
  if (button.dataset.done !== undefined) return;
  const { action, command = "", port, path = "/" } = button.dataset;
  if (action === "run" && (await runCommand(button.dataset, byPointer))) rest(button, t("action.sent"));
  if (action === "copy") {
    if (await copyText(command)) rest(button, t("action.copied"));
    else say(t("action.copyFailed"), "bad");
  }
  if (action === "open" && (await inEditor(button.dataset, byPointer))) rest(button, t("action.opened"));
  if (action === "edit" && (await inEditor(button.dataset, byPointer))) rest(button, t("action.edited"));
  if (action === "preview") {
    const chosen = port === "ask" ? askForPort() : Number(port);
    if (chosen === undefined) return;
    rest(button, t("action.opening"));
    await openPreview(chosen, path);
  }
}

/** The browser's own question: a tab may be opened right after its answer. */
function askForPort(): number | undefined {
  const port = Number(prompt(t("action.port"), "80") ?? "");
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}

async function runCommand({ command = "", terminal, machine, interrupt, newline }: DOMStringMap, byPointer: boolean): Promise<boolean> {
  if (environmentId.value === undefined) {
    say(describeTrouble({ code: "environment-missing", message: "run" }), "bad");
    return false;
  }
  const name = terminalFor(terminal, tabs.value, plainTerminal.value);
  const isOpen = tabs.value.includes(name);
  // In a terminal that opens only now there is nothing to interrupt but the shell, while it reads its settings.
  const busy = interrupt !== undefined && isOpen;
  if (!bringToFront(name, { machine: machine !== undefined })) return false;
  showPane("terminal");
  const view = await whenLive(name);
  if (!isOpen) await view?.untilPrompt();
  const sent = view !== undefined && (newline === "no" ? type(name, command) : view.run(command, { interrupt: busy }));
  if (!sent) say(t("terminal.busy"), "bad");
  // Whoever came by keyboard stays at the button; a pointer's next keys are meant for the command that now runs.
  else if (byPointer && matchMedia("(pointer: fine)").matches) view.focus();
  return sent;
}

/** Opens a file, after changing it where the button says how. */
async function inEditor({ file = "", how, command = "", marker }: DOMStringMap, byPointer: boolean): Promise<boolean> {
  if (environmentId.value === undefined) {
    say(describeTrouble({ code: "environment-missing", message: "edit" }), "bad");
    return false;
  }
  showPane("terminal");
  const way = editWays.find((one) => one === how);
  const done = way ? await editByLesson({ path: file, how: way, text: command, ...(marker && { marker }) }) : (await openFile(file), true);
  if (byPointer && matchMedia("(pointer: fine)").matches) focusFile(tidyPath(file));
  return done;
}

function type(terminal: string, command: string): boolean {
  if (!socket.connected) return false;
  socket.emit("terminal:input", { terminal, data: typedText(command) });
  return true;
}

function rest(button: HTMLButtonElement, word: string): void {
  button.dataset.done = word;
  const live = document.getElementById("step-said");
  if (live) live.textContent = word;
  setTimeout(() => {
    delete button.dataset.done;
    if (live) live.textContent = "";
  }, cooldownMs);
}
