import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { poll } from "../../../../clusters/poll.ts";
import { type WindowLimits, windowLimits } from "../../../../lessons/window/limits.ts";
import type { WindowPhase, WindowRecord } from "../../../../lessons/window/record.ts";
import type { LessonWindow } from "../../../../lessons/window/window.ts";
import { WindowMistake } from "../../../../lessons/window/window-mistake.ts";
import { WindowRun } from "../../../../lessons/window/window-run.ts";
import { type HostHolder, startHostHolder } from "../../../support/host-holder.ts";
import { WindowSink } from "../../../support/window-sink.ts";

let host: HostHolder;
let sink: WindowSink;
beforeAll(async () => {
  host = await startHostHolder();
});
afterAll(() => host[Symbol.asyncDispose]());
beforeEach(async () => {
  sink = await WindowSink.start();
});
afterEach(() => sink[Symbol.asyncDispose]());

const short: WindowLimits = { ...windowLimits, followMs: 10_000, requestMs: 3_000, afterKillMs: 300, settleMs: 1_000, quietMs: 3_000, catchUpMs: 20_000 };

/** One run, and what can be done to it meanwhile. */
class Run {
  readonly records: WindowRecord[] = [];
  readonly abort = new AbortController();
  readonly stop = new AbortController();
  healed = 0;
  readonly end: Promise<WindowRecord>;

  constructor(changes: Partial<LessonWindow> = {}, limits: Partial<WindowLimits> = {}) {
    this.end = new WindowRun({
      lesson: "lesson",
      step: 2,
      window: sink.window(changes),
      holder: host.holder,
      limits: { ...short, ...limits },
      signal: this.abort.signal,
      stopSending: this.stop.signal,
      onRecord: (record) => this.records.push(record),
      onHealed: () => this.healed++,
    }).go();
    // Whoever awaits it is told.
    this.end.catch(() => undefined);
  }

  get last(): WindowRecord {
    return this.records.at(-1) as WindowRecord;
  }

  /** Waits until the sink has so many messages. */
  async flows(messages = 150): Promise<void> {
    await poll({ name: `${messages} messages`, timeoutMs: 20_000 }, async () => (await sink.seen()).messages >= messages);
  }

  async reaches(phase: WindowPhase): Promise<void> {
    await poll({ name: phase, timeoutMs: 20_000, intervalMs: 20 }, async () => this.records.some((record) => record.phaseAtMs[phase] !== undefined));
  }
}

async function quiet(): Promise<void> {
  await poll({ name: "the end of streams and watches", timeoutMs: 30_000 }, async () => (await sink.seen()).open === 0);
  const { messages } = await sink.seen();
  await poll({ name: "three looks without a new message", timeoutMs: 30_000 }, threeTimes(async () => (await sink.seen()).messages === messages));
}

function threeTimes(look: () => Promise<boolean>): () => Promise<boolean> {
  let times = 0;
  return async () => (await look()) && ++times >= 3;
}

describe("to a verdict", () => {
  test("intact: every phase, a kill of a leader with its stall, everything counted, healed, nothing left running", async () => {
    const run = new Run();
    await run.flows();
    await sink.faults({ stallMs: 900, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`, `{"kill":{"pod":"pod-0","uid":"u1"}}`, `{"ready":{"pod":"pod-0","uid":"u1"}}`] });
    await sink.faults({ watch: [`{"ready":{"pod":"pod-0","uid":"u2"}}`] });
    const record = await run.end;
    expect(record).toMatchObject({ lesson: "lesson", step: 2, phase: "done", followed: true, expect: "intact", limitSeconds: 30, verdict: { result: "intact", missing: [] } });
    expect(Object.keys(record.phaseAtMs)).toEqual(["opening", "sending", "healing", "settling", "reading", "done"]);
    expect(record.kills).toEqual([{ atMs: expect.any(Number), pod: "pod-0", leader: true, readyAtMs: expect.any(Number), stallMs: expect.any(Number), stallAtMs: expect.any(Number) }]);
    expect(record.kills[0]?.stallMs).toBeGreaterThan(600);
    const { counts } = record;
    expect(counts).toEqual({ attempted: counts.attempted, acknowledged: counts.attempted, failed: 0, unknown: 0, received: counts.attempted, stored: counts.attempted });
    const total = (of: "acknowledged" | "received") => record.seconds.reduce((sum, second) => sum + second[of], 0);
    expect([total("acknowledged"), total("received")]).toEqual([counts.attempted, counts.attempted]);
    expect(record.seconds.at(-1)).toMatchObject({ inSync: 5, replicas: 6 });
    expect(run.last).toEqual(record);
    expect(run.healed).toBe(1);
    const { heals, messages, connections, headers } = await sink.seen();
    expect({ heals, messages }).toEqual({ heals: 1, messages: counts.attempted });
    // Kept connections: one for each producer, and a few for scripts and this test's own looks.
    expect(connections).toBeLessThan(40);
    expect(headers).toEqual({ user: expect.stringMatching(/^tatami-[0-9a-f]{10}-[1-4]$/), id: expect.stringMatching(/^[0-9a-f]{10}-[1-4]-\d+$/), type: "text/plain; charset=utf-8" });
    await quiet();
  }, 120_000);

  test("lost: what was acknowledged and not stored, by name", async () => {
    const run = new Run();
    await sink.faults({ lose: 50 });
    await run.flows();
    await sink.faults({ lose: 50, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`] });
    const { verdict, counts } = await run.end;
    expect(verdict?.result).toBe("lost");
    const { stored, messages } = await sink.seen();
    expect(verdict?.lost.count).toBe(messages - stored);
    expect(verdict?.lost.first[0]).toMatch(/^[1-4]-\d+$/);
    expect(counts.stored).toBe(stored);
  }, 120_000);

  test("outcomes: refused ones failed, cut and broken ones are unknown and recovered, twice stored ones are duplicated; a broken stream is taken up again", async () => {
    const run = new Run({}, { quietMs: 5_000, catchUpMs: 20_000 });
    await sink.faults({ refuse: 11, cut: 13, hide: 17, duplicate: 19, breakStream: 83 });
    await run.flows(60);
    await sink.faults({ refuse: 11, cut: 13, hide: 17, duplicate: 19, breakStream: 83, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`] });
    const { verdict, counts } = await run.end;
    expect(verdict).toMatchObject({ result: "intact", lost: { count: 0 }, unexpected: { count: 0 }, outOfOrder: { count: 0 }, notReceived: { count: 0 } });
    expect(verdict?.duplicated.count).toBeGreaterThan(0);
    expect(counts.failed).toBeGreaterThan(0);
    expect(counts.unknown).toBeGreaterThan(0);
    expect(verdict?.recovered.count).toBe(counts.unknown);
    expect(counts.acknowledged + counts.failed + counts.unknown).toBe(counts.attempted);
    expect((await sink.seen()).resumed).toBeGreaterThan(0);
  }, 120_000);

  test("damaged: the second reader was not given everything", async () => {
    const run = new Run();
    await sink.faults({ miss: 40 });
    await run.flows();
    await sink.faults({ miss: 40, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`] });
    const { verdict } = await run.end;
    expect(verdict).toMatchObject({ result: "damaged", lost: { count: 0 } });
    expect(verdict?.notReceived.count).toBeGreaterThan(0);
  }, 120_000);

  test("inconclusive when its sending is ended before enough has happened", async () => {
    const run = new Run();
    await run.flows(20);
    run.stop.abort();
    const { verdict, phaseAtMs } = await run.end;
    expect(verdict?.result).toBe("inconclusive");
    expect(verdict?.missing).toEqual(expect.arrayContaining([{ what: "kills", seen: 0, needed: 1 }, { what: "leader-kills", seen: 0, needed: 1 }]));
    expect(phaseAtMs.reading).toBeDefined();
  }, 120_000);

  test.each([
    ["it does not come back", { unsettled: true }, { what: "healed", reason: "proof/settled.sh: after 1 s: 2 of 3 are back" }],
    ["what is stored cannot be read", { unreadable: true }, { what: "read", reason: "proof/read.sh: nobody reads it out" }],
  ])("inconclusive when %s", async (_, faults, missing) => {
    const run = new Run();
    await run.flows();
    await sink.faults({ ...faults, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`] });
    expect((await run.end).verdict).toMatchObject({ result: "inconclusive", missing: [missing] });
    expect((await sink.seen()).heals).toBe(1);
  }, 120_000);

  test("inconclusive when the killing cannot be ended, and when there is no second reader; nothing was sent then", async () => {
    const heal = { file: "proof/heal.sh", source: "echo 'no such Deployment' >&2; exit 1" };
    const run = new Run({ heal });
    await run.flows();
    await sink.kill("pod-0", "u1");
    expect((await run.end).verdict).toMatchObject({ result: "inconclusive", missing: [{ what: "healed", reason: "proof/heal.sh: no such Deployment" }] });
    expect(run.healed).toBe(0);
    await sink.faults({ streamAway: true });
    const { messages } = await sink.seen();
    const blind = new Run({}, { followMs: 1_000 });
    expect((await blind.end).verdict).toMatchObject({ result: "inconclusive", missing: [{ what: "followed", reason: "it answered 503 at /stream" }, { what: "kills" }, { what: "leader-kills" }, { what: "acknowledged" }] });
    expect(await sink.seen()).toMatchObject({ messages, heals: 1 });
  }, 120_000);

  test("a sink that dies: what was under way is unknown, what found nobody has failed, and there is no verdict", async () => {
    const run = new Run({ heal: undefined, settled: undefined, watch: { file: "proof/watch.sh", source: `echo '{"topic":{"partitions":[]}}'; sleep 600` } });
    await run.flows();
    await sink.crash();
    await poll({ name: "failures", timeoutMs: 20_000 }, async () => run.last.counts.failed > 3);
    run.stop.abort();
    const { verdict, counts } = await run.end;
    expect(counts.acknowledged + counts.failed + counts.unknown).toBe(counts.attempted);
    expect(verdict).toMatchObject({ result: "inconclusive", lost: { count: 0 } });
    expect(verdict?.missing).toContainEqual({ what: "read", reason: "proof/read.sh: nobody reads it out" });
  }, 120_000);

  test("without second reader, watch, heal and settled: any sink that stores", async () => {
    const run = new Run({ follow: undefined, watch: undefined, heal: undefined, settled: undefined, needs: { kills: 0, leaderKills: 0, acknowledged: 100 } });
    expect(await run.end).toMatchObject({ phase: "done", followed: false, kills: [], counts: { received: 0 }, verdict: { result: "intact" } });
  }, 120_000);
});

describe("ended early", () => {
  test.each(["opening", "sending", "healing", "settling", "reading"] as const)("while %s: nothing goes on, the killing is ended once, and it says so", async (phase) => {
    const away = { opening: { streamAway: true }, healing: { healSlowlyMs: 1_500 }, settling: { unsettled: true }, reading: {}, sending: {} }[phase];
    await sink.faults(away);
    const run = new Run(phase === "reading" ? { read: { file: "proof/read.sh", source: "sleep 600" } } : {}, { settleMs: 60_000 });
    if (phase !== "opening") {
      await run.flows();
      if (phase !== "sending") await sink.faults({ ...away, watch: [`{"kill":{"pod":"pod-0","uid":"u1"}}`] });
    }
    await run.reaches(phase);
    run.abort.abort(new Error("the learner has left"));
    await expect(run.end).rejects.toThrow("the learner has left");
    expect(run.last.phase).toBe("interrupted");
    expect(run.last.verdict).toBeUndefined();
    expect({ healed: run.healed, heals: (await sink.seen()).heals }).toEqual({ healed: 1, heals: 1 });
    await quiet();
  }, 120_000);

  test.each([
    ["a line that is not JSON", "echo 'Error from server'; sleep 60", "proof/watch.sh printed a line that is not JSON: Error from server"],
    ["a line that says nothing known", `echo '{"kil":{}}'; sleep 60`, "proof/watch.sh printed a line that has neither kill nor ready nor topic"],
    ["a kill without its UID", `echo '{"kill":{"pod":"a"}}'; sleep 60`, "proof/watch.sh printed a line that kill.uid"],
    ["silence and an end", "exit 3", "proof/watch.sh ended (exit code 3) before it had printed one line"],
    ["a misspelt command", "kubctl get pods 2>/dev/null", "command not found: kubctl"],
  ])("by the author's mistake in the watch: %s", async (_, source, words) => {
    const run = new Run({ watch: { file: "proof/watch.sh", source } });
    await expect(run.end).rejects.toThrow(WindowMistake);
    await expect(run.end).rejects.toThrow(words);
    expect(run.last.phase).toBe("interrupted");
    expect(run.healed).toBe(1);
    await quiet();
  }, 120_000);

  test.each(["settled", "read"] as const)("by a misspelt command in %s", async (script) => {
    const run = new Run({ [script]: { file: `proof/${script}.sh`, source: "kubctl get pods" }, needs: { kills: 0, leaderKills: 0, acknowledged: 10 } });
    await expect(run.end).rejects.toThrow(`proof/${script}.sh ended with exit code 127`);
    expect(run.healed).toBe(1);
  }, 120_000);
});

test("it is told once a second, each record a copy of its own; a watch that complains and ends is started again", async () => {
  const watch = { file: "proof/watch.sh", source: `echo "nobody answers" >&2; echo '{"topic":{"partitions":[{"leader":"pod-0","replicas":1,"isr":1}]}}'` };
  const run = new Run({ watch });
  await poll({ name: "four records", timeoutMs: 20_000 }, async () => run.records.length >= 4);
  run.stop.abort();
  await run.end;
  const [first, , third] = run.records as [WindowRecord, WindowRecord, WindowRecord];
  expect(first.seconds.length).toBeLessThan(third.seconds.length);
  expect(new Set(run.records.map(({ seconds }) => seconds)).size).toBe(run.records.length);
  const span = (run.last.phaseAtMs.done as number) / 1_000;
  expect(run.records.length).toBeLessThanOrEqual(span + 2);
}, 120_000);
