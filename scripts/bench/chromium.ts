import { type Browser, chromium } from "playwright-core";

/** Where the set-up installs it. */
export const chromiumPath = "/usr/bin/chromium";

const flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A headless Chromium with a fresh profile; the caller closes it. Signals are the bench's affair: it takes everything down, not the browser alone. */
export async function launchChromium(executablePath: string, further: readonly string[] = []): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    // Chromium refuses to run as root with its sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...flags, ...further],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
