import { batch, computed, effect, signal } from "@preact/signals";
import { ask, socket } from "../connection.ts";
import { confirm } from "../design/confirm.tsx";
import { say } from "../design/toasts.tsx";
import { session } from "../session.ts";
import { t } from "../preferences/language.ts";
import { preferences } from "../preferences/preferences.ts";
import type { TerminalView } from "../terminal/terminal-view.ts";
import { describeTrouble } from "../trouble.ts";
import { firstTerminal, freeName, neighbour, plainAfter, seenTabs, tabText, tabsOf } from "./tabs.ts";

/** Terminals that can be seen at once. */
export type PaneCount = "1" | "2" | "4";

/** Most terminals of one learner; the server refuses more. */
const limit = 8;

const terminalNames = signal<string[]>([]);
/** Asked for by this page and not yet told by the server. */
const asked = signal<string[]>([]);
const chosen = signal<string | undefined>(undefined);

/** Names of the tabs, in their order. */
export const tabs = computed(() => tabsOf(terminalNames.value, asked.value));

/** The tab in front. */
export const front = computed(() => (chosen.value !== undefined && tabs.value.includes(chosen.value) ? chosen.value : tabs.value[0]));

/** Names of the tabs in the order in which they were in front, the last one first. */
const lately = signal<string[]>([]);

/** How many the lesson wants to be seen at once, until the learner chooses for themselves. */
const layOutCount = signal<PaneCount | undefined>(undefined);

/** How many terminals are seen at once. */
export const paneCount = computed(() => layOutCount.value ?? preferences.terminalPanes.value);

/** The tabs that are seen: the one in front, and with it those that were in front before, as many as are seen at once. */
export const seen = computed(() => seenTabs(tabs.value, { lately: front.value === undefined ? lately.value : [front.value, ...lately.value], count: Number(paneCount.value) }));

/** Id of the environment that the tabs belong to, while there is one. */
export const environmentId = computed(() => {
  const environment = session.value?.environment;
  return environment?.state === "ready" ? environment.id : undefined;
});

/** The mounted terminals, and which of them take input now. */
export const views = new Map<string, TerminalView>();
export const live = signal<ReadonlySet<string>>(new Set());

const plain = signal<string | undefined>(undefined);

/** The terminal in which a lesson's command runs that names none: the one in front, unless a command for a machine (`HOST2`) brought it there. */
export const plainTerminal = computed(() => (plain.value !== undefined && tabs.value.includes(plain.value) ? plain.value : front.value));

/** Brings a terminal to the front and opens it if it is missing; false when there are too many. With `machine` it is there for a command of that machine: see {@link plainTerminal}. */
export function bringToFront(name: string, { machine = false } = {}): boolean {
  const before = { front: front.value, plain: plainTerminal.value };
  if (!tabs.value.includes(name)) {
    if (tabs.value.length >= limit) {
      say(t("terminal.limit", { count: limit }), "bad");
      return false;
    }
    asked.value = [...asked.value, name];
  }
  plain.value = plainAfter(name, before, { machine });
  chosen.value = name;
  return true;
}

/** As many terminals are seen at once as a lesson wants; 1 leaves it to what the learner likes. */
export function layOut(count: 1 | 2 | 4): void {
  layOutCount.value = count === 1 ? undefined : `${count}`;
}

/** Shows so many terminals at once; a second one is opened for whoever wants two and has one. */
export function seeAtOnce(count: PaneCount): void {
  preferences.terminalPanes.value = count;
  layOutCount.value = undefined;
  const only = front.value;
  if (count === "1" || tabs.value.length !== 1 || only === undefined) return;
  bringToFront(freeName(tabs.value));
  bringToFront(only);
}

/** Asks first: what runs in a terminal ends with it. */
export async function closeTerminal(name: string): Promise<void> {
  if (!(await confirm({ title: t("terminal.close.title", { name: tabText(name) }), text: t("terminal.close.text"), action: t("terminal.close.confirm"), danger: true }))) return;
  const next = neighbour(tabs.value, name);
  const reply = await ask("terminal:close", { terminal: name });
  if (!reply.ok && reply.problem.code !== "terminal-unknown") return say(describeTrouble(reply.problem), "bad");
  batch(() => {
    asked.value = asked.value.filter((other) => other !== name);
    terminalNames.value = terminalNames.value.filter((other) => other !== name);
    if (chosen.value === name) chosen.value = next;
  });
}

/** The view of a terminal as soon as it takes input; undefined when that takes too long. */
export function whenLive(name: string, timeoutMs = 8_000): Promise<TerminalView | undefined> {
  return new Promise((resolve) => {
    const finish = (view: TerminalView | undefined) => {
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(view);
    };
    const timer = setTimeout(() => finish(undefined), timeoutMs);
    const stop = effect(() => {
      if (live.value.has(name)) finish(views.get(name));
    });
  });
}

/** Called by a mounted terminal. */
export function setLive(name: string, isLive: boolean): void {
  if (live.peek().has(name) === isLive) return;
  const names = new Set(live.peek());
  if (isLive) names.add(name);
  else names.delete(name);
  live.value = names;
}

/** The environment that the tabs belong to, or belonged to while it is being looked for. */
let known: string | undefined;
/** True when the list of its terminals has come, or has not come in time. */
const told = signal(false);
const toldWithinMs = 2_000;
socket.on("terminals", (names) => {
  if (environmentId.value === undefined) return;
  batch(() => {
    told.value = true;
    terminalNames.value = names;
    if (asked.value.some((name) => names.includes(name))) asked.value = asked.value.filter((name) => !names.includes(name));
  });
});

effect(() => {
  const name = front.value;
  if (name !== undefined) lately.value = [name, ...lately.peek().filter((other) => other !== name)];
});

// What was open was in an environment that is gone; the same one may come back after a restart of the server.
effect(() => {
  const id = environmentId.value;
  if (id === undefined || id === known) return;
  known = id;
  batch(() => {
    asked.value = [];
    terminalNames.value = [];
    chosen.value = undefined;
    plain.value = undefined;
    told.value = false;
  });
  const timer = setTimeout(() => (told.value = true), toldWithinMs);
  return () => clearTimeout(timer);
});

// Not before the server has said which are open: the learner may have closed the first one.
effect(() => {
  if (environmentId.value !== undefined && told.value && tabs.value.length === 0) asked.value = [firstTerminal];
});
