import { WebglAddon } from "@xterm/addon-webgl";
import type { Terminal } from "@xterm/xterm";

let hardware: boolean | undefined;

/** Draws by WebGL where the machine does that in hardware; else, and when the context is lost, xterm's own DOM renderer does it. */
export function useFastRenderer(terminal: Terminal): void {
  hardware ??= hasHardwareWebgl();
  if (!hardware) return;
  try {
    const addon = new WebglAddon();
    addon.onContextLoss(() => addon.dispose());
    terminal.loadAddon(addon);
  } catch (error) {
    // The browser refused a context after all, e.g. because it has given out its 16.
    console.info("The terminal is drawn without WebGL.", error);
  }
}

/** WebGL in software is slower than the DOM. */
function hasHardwareWebgl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
