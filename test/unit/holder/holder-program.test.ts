import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holderFlags, writeHolderProgram } from "../../../clusters/holder/holder-program.ts";
import { HolderProcess } from "../../support/holder-process.ts";
import { TerminalReader } from "../../support/terminal-reader.ts";

test("the holder as plain JavaScript needs nothing but node-pty and runs with its flags", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tatami-program-"));
  try {
    await writeHolderProgram(join(folder, "holder"));
    expect(readdirSync(join(folder, "holder"))).not.toContain("connect-holder.js");
    symlinkSync(new URL("../../../node_modules", import.meta.url).pathname, join(folder, "node_modules"));
    await using running = await HolderProcess.start({}, [...holderFlags], join(folder, "holder/main.js"));
    await running.holder.openTerminal("main", { columns: 80, rows: 24 });
    const reader = new TerminalReader(await running.holder.attach("main", 0));
    await reader.see(/[#$] $/);
    expect(running.memory("VmRSS")).toBeLessThan(70 * 1024);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
