import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LogFile } from "../../../server/log-file.ts";

test("a log keeps the newest lines, in two files of a bounded size, also after a new start", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tatami-log-"));
  try {
    const path = join(folder, "audit.log");
    const line = (number: number): string => `${String(number).padStart(9, "0")}\n`;
    const open = () => new LogFile(path, { mode: 0o600, maxBytes: 100 });
    let log = open();
    for (let number = 0; number < 25; number++) log.write(line(number));
    log = open();
    for (let number = 25; number < 38; number++) log.write(line(number));
    expect((await readdir(folder)).toSorted()).toEqual(["audit.log", "audit.log.1"]);
    const numbers = (text: string): number[] => text.trim().split("\n").map(Number);
    expect(numbers(await readFile(`${path}.1`, "utf8"))).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(numbers(await readFile(path, "utf8"))).toEqual([30, 31, 32, 33, 34, 35, 36, 37]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
