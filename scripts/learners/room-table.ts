import { styleText } from "node:util";
import type { PartUsage } from "../../clusters/environment.ts";
import type { LearnerRow, Room } from "../../server/operator/room.ts";
import { textWidth } from "./text-width.ts";

/** From this share of the CPU on, over the last minutes, a learner is marked. */
const busyShare = 0.8;

const heads = ["", "NICKNAME", "ENVIRONMENT", "LESSON", "STEP", "PASSED", "FOR", "ENDS IN", "TOOLBOX", "CLUSTER", "5 MIN", "MEMORY", "PROCESSES"];
/** Columns of words; the others are numbers, and end at the right. */
const words = 5;

/** Who is in the room, as a table for a terminal, and what its numbers mean. */
export function roomTable({ leased, capacity, learners }: Room): string {
  const places = `${leased} of ${capacity} environments handed out`;
  if (learners.length === 0) return `Nobody is here. ${places}.`;
  const rows = [heads, ...learners.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ""))));
  const lines = rows.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column < words)).join("  ").trimEnd());
  const marked = lines.map((line, index) => (isBusy(learners[index - 1]) ? styleText("yellow", line) : line));
  return [...marked, "", `${learners.length} here or at work; ${places}.`, ...legend(learners)].join("\n");
}

function cellsOf(learner: LearnerRow): string[] {
  const { nickname, here, lessonId = "", passed, stepCount, environment, state, usage, busiest } = learner;
  const part = (name: PartUsage["part"]) => usage?.parts.find((found) => found.part === name);
  const sum = (of: (found: PartUsage) => number) => usage?.parts.reduce((total, found) => total + of(found), 0);
  return [
    isBusy(learner) ? "▲" : "",
    here ? nickname : `${nickname} (away)`,
    environment?.id ?? (state === "none" ? "" : state),
    lessonId,
    stepOf(learner),
    lessonId && `${passed}/${stepCount}`,
    environment ? time(environment.secondsIn) : "",
    environment ? time(environment.secondsLeft) : "",
    ...[part("toolbox"), part("cluster")].map((found) => (found ? percent(found.cores / found.most.cores) : "")),
    busiest ? percent(busiest.share) : "",
    gibibytes(sum(({ memoryBytes }) => memoryBytes)),
    String(sum(({ processes }) => processes) ?? ""),
  ];
}

function legend(learners: readonly LearnerRow[]): string[] {
  const parts = new Map(learners.flatMap(({ usage }) => usage?.parts ?? []).map(({ part, most }) => [part, most]));
  if (parts.size === 0) return [];
  const bounds = [...parts].map(([part, { cores, memoryBytes, processes }]) => `${part} ${cores} CPU${cores === 1 ? "" : "s"}, ${gibibytes(memoryBytes)}, ${processes} processes`);
  return [
    `Most that one can use: ${bounds.join("; ")}.`,
    "TOOLBOX, CLUSTER: CPU at the last look, in percent of that. 5 MIN: the busier of the two over the last 5 minutes; ▲ above 80 %.",
    "MEMORY: in use, without files that were not read lately. PROCESSES: threads count. Both: toolbox and cluster together.",
  ];
}

function isBusy(learner: LearnerRow | undefined): boolean {
  return (learner?.busiest?.share ?? 0) > busyShare;
}

function stepOf({ lessonId, step, stepCount }: LearnerRow): string {
  if (lessonId === undefined) return "";
  if (step < 0) return "intro";
  return step >= stepCount ? "finish" : String(step + 1);
}

function time(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function gibibytes(bytes: number | undefined): string {
  return bytes === undefined ? "" : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

function pad(cell: string, width: number, atStart: boolean): string {
  const gap = " ".repeat(width - textWidth(cell));
  return atStart ? cell + gap : gap + cell;
}
