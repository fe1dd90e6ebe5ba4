import type { Acks } from "./kafka/acks.ts";

/** What a role of the chat is told by its environment. */
export interface Settings {
  port: number;
  /** Where to ask for the cluster first, as `host:port`. */
  brokers: string[];
  /** When a message counts as stored (`ACKS`). */
  acks: Acks;
  redisUrl: string;
  /** Where it is kept who is logged in: apart from this program, or in its own memory. */
  sessions: "redis" | "memory";
  /** Of the release, shown on the page and in the log. */
  version: string;
  pod: string;
  /** How long it goes on taking requests after SIGTERM: Kubernetes tells the Pod and those who send it requests at the same moment. */
  lingerMs: number;
  /** Where `front` passes /api on to, and /sse. */
  publishUrl: string;
  subscribeUrl: string;
}

/** Every mistake in the environment, one sentence each. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Reads the environment; throws {@link SettingsError}. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const mistakes: string[] = [];
  const port = Number(env["PORT"] || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) mistakes.push("PORT must be a port number");
  const linger = Number(env["LINGER"] || 2);
  if (!(linger >= 0 && linger <= 60)) mistakes.push("LINGER must be from 0 to 60 seconds");
  const brokers = (env["KAFKA_BROKERS"] || [0, 1, 2].map((n) => `kafka-${n}.broker.kafka:9092`).join(",")).split(",").map((broker) => broker.trim());
  for (const broker of brokers) if (!/^[\w.-]+:\d{1,5}$/.test(broker)) mistakes.push(`KAFKA_BROKERS must be host:port, separated by commas; "${broker}" is not`);
  const acks = env["ACKS"] || "all";
  if (acks !== "all" && acks !== "1") mistakes.push("ACKS must be all or 1");
  const sessions = env["SESSIONS"] || "redis";
  if (sessions !== "redis" && sessions !== "memory") mistakes.push("SESSIONS must be redis or memory");
  const urls = { redisUrl: env["REDIS_URL"] || "redis://redis:6379", publishUrl: env["PUBLISH_URL"] || "http://publish:8080", subscribeUrl: env["SUBSCRIBE_URL"] || "http://subscribe:8080" };
  for (const url of Object.values(urls)) if (!URL.canParse(url)) mistakes.push(`"${url}" is not a URL`);
  if (mistakes.length > 0) throw new SettingsError(mistakes.join("\n"));
  return { port, brokers, acks: acks as Acks, ...urls, sessions: sessions as Settings["sessions"], version: env["VERSION"] || "1", pod: env["POD_NAME"] || env["HOSTNAME"] || "chat", lingerMs: linger * 1_000 };
}
