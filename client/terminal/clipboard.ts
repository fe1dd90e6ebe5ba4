import type { Terminal } from "@xterm/xterm";

/**
 * Copy and paste as people know them: Ctrl-C or Cmd-C with a selection and Ctrl-Shift-C copy, Ctrl-Shift-V and Cmd-V paste, the right button
 * copies a selection or else pastes. Where the page may not read the clipboard (plain http), the right button opens the browser's own menu.
 * Programs can neither read nor write the clipboard (OSC 52 is off).
 */
export function addClipboard(terminal: Terminal, element: HTMLElement, paste: (text: string) => void): void {
  let mayRead = typeof navigator.clipboard?.readText === "function";

  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== "keydown" || event.isComposing || event.altKey) return true;
    const key = event.key.toLowerCase();
    const shifted = event.ctrlKey && event.shiftKey && !event.metaKey;
    const plain = event.ctrlKey !== event.metaKey && !event.shiftKey;
    if (key === "c" && (shifted || (plain && terminal.hasSelection()))) {
      event.preventDefault();
      copySelection(terminal);
      return false;
    }
    // The browser pastes by itself, which needs no permission.
    return !(key === "v" && (shifted || (plain && event.metaKey)));
  });

  element.addEventListener("paste", (event) => {
    event.preventDefault();
    event.stopPropagation();
    paste(event.clipboardData?.getData("text/plain") ?? "");
  }, { capture: true });

  element.addEventListener("contextmenu", (event) => {
    const programHasMouse = terminal.modes.mouseTrackingMode !== "none";
    if (event.shiftKey || programHasMouse || !mayRead) return;
    event.preventDefault();
    event.stopPropagation();
    if (terminal.hasSelection()) return copySelection(terminal);
    navigator.clipboard.readText().then(
      paste,
      () => {
        // The person said no: from now on the browser's menu.
        mayRead = false;
      },
    );
    terminal.focus();
  }, { capture: true });
}

function copySelection(terminal: Terminal): void {
  const text = terminal.getSelection();
  if (!text) return;
  terminal.clearSelection();
  if (navigator.clipboard?.writeText) navigator.clipboard.writeText(text).catch(() => copyByCommand(text, terminal));
  else copyByCommand(text, terminal);
}

/** The old way, which also works on plain http. */
function copyByCommand(text: string, terminal: Terminal): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  terminal.focus();
}
