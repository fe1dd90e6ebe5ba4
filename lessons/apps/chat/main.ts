import { join } from "node:path";
import { FrontServer } from "./front/front-server.ts";
import { serve } from "./http/serve.ts";
import type { Service } from "./http/service.ts";
import { Brokers } from "./kafka/brokers.ts";
import { createLog, type Log } from "./log.ts";
import { PublishServer } from "./publish/publish-server.ts";
import { MemorySessions } from "./sessions/memory-sessions.ts";
import { RedisSessions } from "./sessions/redis-sessions.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";
import { SubscribeServer } from "./subscribe/subscribe-server.ts";

// The chat that the lessons deploy (images `tatami/chat:1` and `:2`): one program in three roles, given as its argument.
const roles: Record<string, (settings: Settings, log: Log) => Promise<Service>> = {
  publish: async (settings, log) => {
    const sessions = settings.sessions === "redis" ? new RedisSessions(settings.redisUrl, log) : new MemorySessions();
    return new PublishServer({ brokers: new Brokers({ brokers: settings.brokers, clientId: "publish" }), sessions, acks: settings.acks });
  },
  subscribe: async (settings, log) => new SubscribeServer({ brokers: new Brokers({ brokers: settings.brokers, clientId: "subscribe" }), log }),
  front: (settings) => FrontServer.open(settings, join(import.meta.dirname, "page")),
};

const role = process.argv[2] ?? "";
const open = roles[role];
if (!open) fail(`The chat is started as one of: ${Object.keys(roles).join(", ")}. "${role}" is none of them.`);
else await start(open);

async function start(openRole: (settings: Settings, log: Log) => Promise<Service>): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const log = createLog({ role, pod: settings.pod, version: settings.version });
    const served = await serve(await openRole(settings, log), { ...settings, log });
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void served.stop().then(() => process.exit(0), (error: unknown) => fail(String(error))));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    fail(error.message);
  }
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
