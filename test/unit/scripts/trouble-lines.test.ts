import { expect, test } from "vitest";
import { TroubleLines } from "../../../scripts/preparation/trouble-lines.ts";
import type { Stage, VenueStatus, VenueTrouble } from "../../../server/protocol.ts";

const pool = { ready: 1, reserve: 2, capacity: 8, leased: 0, waiting: 0 };
const ready: VenueStatus = { status: "ready", pool };
const stages: Stage[] = [
  { id: "docker", state: "done", progress: 1 },
  { id: "environments", state: "done", progress: 1 },
];

function degraded(cause: VenueTrouble, reason: string, of = stages): VenueStatus {
  return { status: "degraded", cause, reason, remedy: `mend ${cause}`, pool, stages: of };
}

function linesOf(...statuses: VenueStatus[]): string[] {
  const lines: string[] = [];
  const troubles = new TroubleLines((line) => lines.push(line));
  for (const status of statuses) troubles.show(status);
  return lines;
}

test("trouble is said once, with what to do, and so is its end", () => {
  const away = degraded("environments", "Docker does not answer");
  expect(linesOf(ready, away, away, degraded("environments", "step make-disks of another try failed"), ready, ready)).toEqual([
    "✖ Docker does not answer\n  → mend environments",
    "✔ Environments can be made again.",
  ]);
});

test("one trouble that hides another is told to be over, and the other one is told", () => {
  expect(linesOf(degraded("storage", "the disk is full"), degraded("environments", "no kind"), ready)).toEqual([
    "✖ the disk is full\n  → mend storage",
    "✔ Everything can be saved again.",
    "✖ no kind\n  → mend environments",
    "✔ Environments can be made again.",
  ]);
});

test("what fails while the venue is prepared is told by its stages, but for a disk that is full", () => {
  const running = [stages[0]!, { id: "environments", state: "running", progress: 0.5 } satisfies Stage];
  expect(linesOf(degraded("preparation", "no images", running), degraded("environments", "no kind", running))).toEqual([]);
  expect(linesOf(degraded("environments", "no kind", running), degraded("environments", "no kind"))).toEqual(["✖ no kind\n  → mend environments"]);
  expect(linesOf(degraded("preparation", "the pool could not be opened"))).toEqual(["✖ the pool could not be opened\n  → mend preparation"]);
  expect(linesOf(degraded("storage", "the disk is full", running))).toEqual(["✖ the disk is full\n  → mend storage"]);
});
