import { rm } from "node:fs/promises";
import { join } from "node:path";
import { spawn } from "node-pty";
import type { Page } from "playwright-core";
import { poll } from "../../clusters/poll.ts";
import { atLeast, atMost, type Figure, median, noted, percentile } from "./figure.ts";
import { sampleBlock, writeSample } from "./sample-output.ts";
import type {} from "./terminal-page/main.ts";
import { TerminalVenue } from "./terminal-venue.ts";
import { type WettyOutput, wettyThroughput } from "./wetty.ts";

/** What the terminal bench needs to know about the machine. */
export interface TerminalBenchOptions {
  chromium: string;
  /** Where wetty is installed to; undefined leaves the comparison out. */
  cacheFolder: string | undefined;
  /** Told what is being measured. */
  onStage?: (stage: string) => void;
  /** Ends it early. */
  signal: AbortSignal;
}

const sampleBytes = 100_000_000;
const comparedBytes = 40_000_000;
const keystrokes = 400;
const wettyRounds = 3;
const mega = 1_000_000;
/** Bytes waiting in xterm when it is fed from memory: more does not make it faster. */
const memoryWindow = 4 * 1024 * 1024;

/** Measures echo, sustained output, interruption and exactness of a terminal through holder, server and headless Chromium; takes about a minute. */
export async function benchTerminal(options: TerminalBenchOptions): Promise<Record<string, Figure>> {
  const stage = options.onStage ?? (() => undefined);
  const figures: Record<string, Figure> = {};
  stage("starting holder, server and browser");
  await using venue = await TerminalVenue.start(options.chromium);
  // Whatever is under way in a page ends with the browser.
  options.signal.addEventListener("abort", () => void venue.browser.close(), { once: true });
  options.signal.throwIfAborted();
  const page = await venue.browser.newPage({ viewport: { width: 960, height: 480 } });
  await page.goto(venue.url);
  await prompt(page);

  stage("echo of a key");
  const through = await echoThrough(page);
  const direct = await echoDirect();
  for (const share of [0.5, 0.99]) {
    figures[`terminal echo added p${share * 100}`] = atMost(percentile(through, share) - percentile(direct, share), share === 0.5 ? 5 : 30, "ms");
    figures[`terminal echo whole p${share * 100}`] = noted(percentile(through, share), "ms");
  }

  stage("sustained output, beside xterm fed from memory");
  const sample = join(venue.folder, "sample");
  const hash = await writeSample(sample, sampleBytes);
  const before = await fromMemory(page);
  const { bytesPerSecond, arrived } = await print(page, sample, sampleBytes);
  const memory = (before + (await fromMemory(page))) / 2;
  figures["terminal output"] = noted(bytesPerSecond / mega, "MB/s");
  figures["terminal output from memory"] = noted(memory / mega, "MB/s");
  figures["terminal output to memory"] = atLeast(bytesPerSecond / memory, 0.7, "ratio");
  figures["terminal 100 MB arrive equal"] = atLeast(arrived === hash ? 1 : 0, 1, "1 = same SHA-256");

  stage("yes, then Ctrl-C");
  const { milliseconds, growth } = await interruptYes(page, venue);
  figures["terminal yes Ctrl-C"] = atMost(milliseconds, 200, "ms");
  figures["terminal yes server growth"] = atMost(growth, 2, "MB");

  if (options.cacheFolder !== undefined && process.getuid?.() === 0) {
    stage("the same output through wetty");
    await rm(sample);
    await writeSample(sample, comparedBytes);
    const theirs: WettyOutput[] = [];
    const ours: number[] = [];
    for (let round = 1; round <= wettyRounds; round++) {
      options.signal.throwIfAborted();
      theirs.push(await wettyThroughput({ browser: venue.browser, folder: venue.folder, sample, bytes: comparedBytes, cacheFolder: options.cacheFolder }));
      ours.push((await print(page, sample, comparedBytes)).bytesPerSecond);
    }
    const wetty = theirs.map(({ bytesPerSecond }) => bytesPerSecond);
    const stood = theirs.filter(({ bytes }) => bytes < comparedBytes).map(({ bytes }) => `${Math.round(bytes / mega)} MB`);
    const note = `medians of ${wettyRounds} each, alternating${stood.length > 0 ? `; wetty stood still for good after ${stood.join(", ")}` : ""}`;
    figures["terminal output wetty"] = noted(median(wetty) / mega, "MB/s", { samples: wetty.map((bytes) => bytes / mega), note });
    figures["terminal output to wetty"] = atLeast(median(ours) / median(wetty), 2, "ratio", { samples: ours.map((bytes, round) => bytes / wetty[round]!), note });
  }
  return figures;
}

async function prompt(page: Page): Promise<void> {
  await page.waitForFunction(() => window.bench.recorder.terminal && /[#$]\s*$/.test(window.bench.text()), undefined, { timeout: 20_000 });
}

/** A program that reads without end while the terminal itself echoes: nothing of a shell's line editor is measured. */
const reading = "stty -icanon; cat > /dev/null";

async function echoThrough(page: Page): Promise<number[]> {
  await page.evaluate((command) => window.bench.view.run(`clear; echo re''ady; ${command}`), reading);
  await page.waitForFunction(() => /^ready/m.test(window.bench.text()));
  const samples = await page.evaluate(async (count) => {
    const all: number[] = [];
    for (let index = 0; index < count; index += 1) {
      all.push(await window.bench.echo("x"));
      // A person's keys do not follow each other at once; 15 to 40 ms, so that no timer's rhythm is hit.
      await new Promise((resolve) => setTimeout(resolve, 15 + (index * 7) % 26));
    }
    return all;
  }, keystrokes);
  await page.evaluate(() => void window.bench.recorder.terminal!.input("\u0003"));
  await prompt(page);
  return samples;
}

/** The same pty, read where it is owned. */
async function echoDirect(): Promise<number[]> {
  const pty = spawn("/bin/bash", ["-c", `echo ready; ${reading}`], { encoding: null });
  const samples: number[] = [];
  let heard: () => void = () => undefined;
  pty.onData(() => heard());
  await new Promise<void>((resolve) => (heard = resolve));
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (let index = 0; index < keystrokes; index += 1) {
    const at = performance.now();
    const echo = new Promise<void>((resolve) => (heard = resolve));
    pty.write("x");
    await echo;
    samples.push(performance.now() - at);
    await new Promise((resolve) => setTimeout(resolve, 15 + (index * 7) % 26));
  }
  const ended = new Promise<void>((resolve) => void pty.onExit(() => resolve()));
  pty.kill("SIGKILL");
  await ended;
  return samples;
}

function fromMemory(page: Page): Promise<number> {
  const block = sampleBlock().toString("utf8");
  return page.evaluate(([text, blocks, window_]) => window.bench.fromMemory(text, blocks, window_), [block, Math.round(comparedBytes / 65_536), memoryWindow] as const);
}

/** Prints a file in the shell: bytes a second from the first to the last byte parsed, and the SHA-256 of what arrived. */
async function print(page: Page, file: string, bytes: number): Promise<{ bytesPerSecond: number; arrived: string }> {
  await page.evaluate((command) => window.bench.view.run(command), `clear; stty -opost -echo; echo re''ady; read x; cat ${file}; stty sane`);
  await page.waitForFunction(() => /^ready/m.test(window.bench.text()));
  const result = await page.evaluate(async (count) => {
    const { recorder } = window.bench;
    recorder.record();
    recorder.terminal!.input("\r");
    while (recorder.parsed < count) await recorder.next();
    const bytesPerSecond = count / ((recorder.last - recorder.first) / 1000);
    return { bytesPerSecond, arrived: await recorder.hash(count) };
  }, bytes);
  await page.evaluate(() => window.bench.view.run("clear"));
  await prompt(page);
  return result;
}

async function interruptYes(page: Page, venue: TerminalVenue): Promise<{ milliseconds: number; growth: number }> {
  await page.evaluate(() => {
    window.bench.recorder.parsed = 0;
    window.bench.view.run("yes");
  });
  await page.waitForFunction((count) => window.bench.recorder.parsed > count, 30_000_000, { timeout: 60_000 });
  const start = await venue.serverMemory();
  let most = start;
  const until = performance.now() + 5_000;
  await poll({ name: "five seconds of yes", timeoutMs: 30_000, intervalMs: 100 }, async () => {
    most = Math.max(most, await venue.serverMemory());
    return performance.now() > until;
  });
  const milliseconds = await page.evaluate(async () => {
    const { recorder } = window.bench;
    const at = performance.now();
    recorder.terminal!.input("\u0003");
    for (;;) {
      await recorder.next();
      const { active } = recorder.terminal!.buffer;
      if (/[#$] ?$/.test(active.getLine(active.baseY + active.cursorY)?.translateToString(true) ?? "")) return performance.now() - at;
    }
  });
  return { milliseconds, growth: most - start };
}
