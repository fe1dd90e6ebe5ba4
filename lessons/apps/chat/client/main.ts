import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ChatApi, NameRefused } from "./chat-api.ts";
import type { ServerEvent } from "./event-parser.ts";
import { FloodGate } from "./flood-gate.ts";
import { Follower } from "./follower.ts";
import { Outbox } from "./outbox.ts";
import { Screen } from "./screen.ts";
import { SeenIds } from "./seen-ids.ts";
import { visibleText } from "./visible-text.ts";
import { wordsFor } from "./words.ts";

// `chat "User A"`: the chat in a terminal. In the toolbox the host name `node` is the cluster's node.
const options = {
  publish: { type: "string", default: "http://node:30192" },
  subscribe: { type: "string", default: "http://node:30292" },
  topic: { type: "string", default: "chatroom" },
  language: { type: "string" },
} as const;

/** Lines that were written before the end have so long to be stored. */
const lastLinesMs = 15_000;

const { name, values } = readArguments();
const words = wordsFor(values.language, process.env);
const api = new ChatApi(values.publish, values.topic);
const stop = new AbortController();
const seen = new SeenIds();
const gate = new FloodGate();
let received = 0;
let loggedIn = false;

const outbox = new Outbox((line) => api.send(line), {
  refused: (_line, sentence) => screen.print(words.refused(sentence)),
  waiting: (unsent, { sentence, unknown }) => screen.print(words.waiting(unsent, sentence, unknown)),
  loggedOut: (unsent) => screen.print(words.loggedOut(unsent)),
  caughtUp: () => screen.print(words.caughtUp),
});
const screen = new Screen({ line: takeLine, end: () => void end() });
const subscribeUrl = new URL(`/sse/connect?topic=${encodeURIComponent(values.topic)}`, values.subscribe);
const follower = new Follower(subscribeUrl, { event: show, state: (connected, reason) => screen.print(connected ? words.connected : words.disconnected(reason)) });

const second = setInterval(() => {
  for (const { from, hidden } of gate.nextSecond()) screen.print(`${words.more(visibleText(from), hidden)}   ${words.received(received)}`);
}, 1_000);

await logIn();
screen.print(words.greeting(name));
loggedIn = true;
outbox.resume();
await follower.run(stop.signal);

function readArguments() {
  try {
    const { positionals, values: given } = parseArgs({ options, allowPositionals: true });
    if (positionals.length !== 1 || !URL.canParse(given.publish) || !URL.canParse(given.subscribe)) throw new Error("one name is needed");
    return { name: positionals[0] as string, values: given };
  } catch {
    // Whatever was wrong with the arguments, the usage says how they are.
    process.stderr.write(`${wordsFor(undefined, process.env).usage}\n`);
    process.exit(2);
  }
}

async function logIn(): Promise<void> {
  for (let told = ""; ; await delay(1_000)) {
    try {
      return await api.logIn(name);
    } catch (error) {
      const reason = error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error);
      if (error instanceof NameRefused) {
        process.stderr.write(`${reason}\n`);
        process.exit(2);
      }
      if (told !== reason) screen.print(words.waitingForServer(values.publish, reason));
      told = reason;
    }
  }
}

function takeLine(text: string): void {
  if (text.trim() === "") return;
  if (text.trim() !== "/login") return outbox.add(text);
  void logIn().then(() => {
    screen.print(words.loggedIn);
    outbox.resume();
  });
}

function show(event: ServerEvent): void {
  if (event.name === "gap") {
    const { partition, expected, from } = JSON.parse(event.data) as { partition: number; expected: number; from: number };
    screen.print(words.gap(partition, expected, from));
  }
  if (event.name !== "message") return;
  const message = JSON.parse(event.data) as { from: string; id: string; text: string; at: string };
  if (!seen.isNew(message.id)) return;
  received++;
  if (!gate.passes(message.from)) return;
  const who = message.from === name ? `${message.from} (${words.you})` : message.from;
  const time = new Date(message.at).toTimeString().slice(0, 8);
  screen.print(`${time} ${visibleText(who)}: ${visibleText(message.text)}   ${words.received(received)}`);
}

/** The learner has ended it, or the lines that were piped in have all been read. */
async function end(): Promise<void> {
  for (const limit = performance.now() + lastLinesMs; (outbox.unsent > 0 || !loggedIn) && performance.now() < limit; ) await delay(50);
  stop.abort();
  clearInterval(second);
  if (outbox.unsent > 0) process.stderr.write(`${words.leftUnsent(outbox.unsent)}\n`);
  process.exit(outbox.unsent > 0 ? 1 : 0);
}
