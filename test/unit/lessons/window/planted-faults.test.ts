import { expect, test } from "vitest";
import { giveVerdict } from "../../../../lessons/window/history/verdict.ts";
import { SeededRandom } from "../../../support/seeded-random.ts";
import { type FaultRates, simulateLog } from "../../../support/simulated-log.ts";

const kinds = ["lost", "duplicated", "outOfOrder", "unexpected", "notReceived", "recovered"] as const;
const none: FaultRates = { lose: 0, duplicate: 0, swap: 0, invent: 0, miss: 0 };
const rounds = 400;

/** The verdict on a log with planted faults, and what was planted, as the verdict would have to say it. */
function round(seed: number, choose: (random: SeededRandom) => FaultRates) {
  const random = new SeededRandom(seed);
  const rates = choose(random);
  // Lists name a hundred: fewer faults of a kind than that, and all of them can be compared.
  const { ledger, stored, received, planted } = simulateLog(random, { messages: random.between(20, 150), rates });
  const { verdict } = giveVerdict({
    needs: { kills: 1, leaderKills: 0, acknowledged: 1 },
    ledger,
    stored,
    received,
    kills: [{ atMs: 5, pod: "kafka-0", leader: false }],
    sending: { fromMs: 0, toMs: 10 },
    troubles: [],
  });
  const found = Object.fromEntries(kinds.map((kind) => [kind, verdict[kind].first.toSorted()]));
  const wanted = Object.fromEntries(kinds.map((kind) => [kind, planted[kind].toSorted()]));
  return { verdict, found, wanted, planted };
}

test("without a planted fault none is found, whatever failed, was unknown, and came late", () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const { verdict, found, wanted } = round(seed, () => none);
    expect({ seed, found, result: verdict.result }).toEqual({ seed, found: wanted, result: "intact" });
  }
});

test.each(["lose", "duplicate", "swap", "invent", "miss"] as const)("every planted %s is found, and nothing else", (fault) => {
  let faults = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    const { found, wanted, planted } = round(seed, () => ({ ...none, [fault]: 0.05 }));
    expect({ seed, found }).toEqual({ seed, found: wanted });
    faults += kinds.filter((kind) => kind !== "recovered").reduce((sum, kind) => sum + planted[kind].length, 0);
  }
  expect(faults).toBeGreaterThan(rounds / 10);
});

test("all faults together are told apart", () => {
  const results = new Map<string, number>();
  for (let seed = 1; seed <= rounds; seed++) {
    const { verdict, found, wanted, planted } = round(seed + 10_000, (random) => {
      const rate = () => (random.chance(0.5) ? random.next() * 0.1 : 0);
      return { lose: rate(), duplicate: rate(), swap: rate(), invent: rate(), miss: rate() };
    });
    expect({ seed, found }).toEqual({ seed, found: wanted });
    const damaged = planted.unexpected.length + planted.outOfOrder.length + planted.notReceived.length > 0;
    expect({ seed, result: verdict.result }).toEqual({ seed, result: planted.lost.length > 0 ? "lost" : damaged ? "damaged" : "intact" });
    results.set(verdict.result, (results.get(verdict.result) ?? 0) + 1);
  }
  expect([...results.keys()].sort()).toEqual(["damaged", "intact", "lost"]);
});
