import { effect, signal } from "@preact/signals";
import { ask, socket } from "../connection.ts";
import { say } from "../design/toasts.tsx";
import { session } from "../session.ts";
import { language } from "../preferences/language.ts";
import { describeTrouble } from "../trouble.ts";
import { nextCheck, type CheckEvent, type CheckState } from "./check-state.ts";

/** Checks and solutions may wait inside for minutes; the server has the real limit. */
const patienceMs = 15 * 60_000;

const idle: CheckState = { state: "idle" };
const checks = signal<Readonly<Record<number, CheckState>>>({});

/** A solution that runs, or how it ended. */
export type SolveState = { state: "running" } | { state: "ended"; output: string; exitCode?: number };

const solves = signal<Readonly<Record<number, SolveState | undefined>>>({});

/** What is seen of a step's check. */
export function checkOf(step: number): CheckState {
  return checks.value[step] ?? idle;
}

/** What is seen of a step's solution. */
export function solveOf(step: number): SolveState | undefined {
  return solves.value[step];
}

/** Checks the step; its answer is shown, not returned. */
export async function check(step: number): Promise<void> {
  if (checkOf(step).state === "running") return;
  happen(step, { event: "started", byItself: false, at: Date.now() });
  setSolve(step, undefined);
  const reply = await ask("step:check", { step, language: language.value }, patienceMs);
  if (reply.ok) return happen(step, { event: "answered", byItself: false, answer: reply.answer });
  if (reply.problem.code === "no-answer") return happen(step, { event: "line-lost" });
  happen(step, { event: "refused" });
  say(describeTrouble(reply.problem), "bad");
}

/** Runs the author's solution. */
export async function solve(step: number): Promise<void> {
  if (solveOf(step)?.state === "running") return;
  setSolve(step, { state: "running" });
  const reply = await ask("step:solve", { step }, patienceMs);
  setSolve(step, reply.ok ? { state: "ended", output: reply.output, exitCode: reply.exitCode } : undefined);
  if (!reply.ok) say(describeTrouble(reply.problem), "bad");
}

function happen(step: number, event: CheckEvent): void {
  const now = checks.peek();
  const next = nextCheck(now[step] ?? idle, event);
  if (next !== now[step]) checks.value = { ...now, [step]: next };
}

function setSolve(step: number, state: SolveState | undefined): void {
  solves.value = { ...solves.peek(), [step]: state };
}

socket.on("check:started", ({ step, byItself }) => happen(step, { event: "started", byItself, at: Date.now() }));
socket.on("check:output", ({ step, text }) => happen(step, { event: "output", text }));
socket.on("check:answered", ({ step, byItself, answer }) => happen(step, { event: "answered", byItself, answer }));
socket.on("disconnect", () => {
  for (const step of Object.keys(checks.peek())) happen(Number(step), { event: "line-lost" });
});

// What was checked was in an environment that is gone, or belongs to another lesson.
let shownFor: string | undefined;
effect(() => {
  const environment = session.value?.environment;
  const id = environment?.state === "ready" ? `${session.value?.lessonId} ${environment.id}` : undefined;
  if (id === undefined || id === shownFor) return;
  shownFor = id;
  checks.value = {};
  solves.value = {};
});
