import type { Server } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { EnvironmentPool } from "../clusters/environment.ts";
import { poll, PollTimeout } from "../clusters/poll.ts";
import type { Lesson } from "../lessons/lesson.ts";
import type { LessonShelf } from "../lessons/load-all.ts";
import { Door } from "./access/door.ts";
import { Sealer } from "./access/seal.ts";
import { createApp } from "./app.ts";
import { type Config, previewListeners } from "./config.ts";
import { closeServer, listen } from "./listen.ts";
import type { Log } from "./log.ts";
import { serveOperator } from "./operator/operator-socket.ts";
import { createPreviewListener } from "./preview/listener.ts";
import { Previews } from "./preview/previews.ts";
import { Refusal } from "./refusal.ts";
import { type SocketServer, serveSockets } from "./sockets.ts";
import { Store } from "./store/store.ts";
import { createWebServer, readCertificate } from "./web-server.ts";
import { logVenue } from "./venue-log.ts";
import { type PreparationView, VenueWatch } from "./venue-watch.ts";
import { Workshop } from "./workshop/workshop.ts";

/** What {@link startServer} needs. */
export interface ServerOptions {
  config: Config;
  log: Log;
  /** The page is up at once and shows the preparation until this is there. A rejection is shown with its `remedy`, if it has one. */
  pool: EnvironmentPool | Promise<EnvironmentPool>;
  preparation?: PreparationView;
  shelf: LessonShelf;
  /** Told a sentence that the operator should read now. */
  tellOperator?: (sentence: string) => void;
  /** The built page; dist/client unless given. */
  clientDir?: string;
}

/** A server that listens. */
export interface RunningServer {
  /** Where the page is, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Ports of the web previews. */
  readonly previewPorts: number[];
  /** How the venue is, and its changes, for those who tell the operator. */
  readonly venue: Pick<VenueWatch, "status" | "onChange">;
  /** Resolves when the pool is in service; rejects with what kept it from that. The page shows both. */
  readonly opened: Promise<void>;
  /** Puts a lesson in the place of the one with its id, or beside the others; whoever is in it sees it at once. */
  readonly replaceLesson: (lesson: Lesson) => void;
  /** Drains: nobody joins any more, running checks get 5 s, sockets are told and closed. Environments stay for the next start. */
  close(): Promise<void>;
}

const ownClientDir = fileURLToPath(new URL("../dist/client", import.meta.url));
const checkGraceMs = 5_000;

/** Opens the state, listens, and takes the pool into service when it is there. Throws StoreError, ListenError and CertificateError, with nothing left open. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, log } = options;
  const certificate = config.tls && (await readCertificate(config.tls));
  const pool = Promise.resolve(options.pool);
  // It may fail before anybody listens; openPool is where it is handled.
  pool.catch(() => undefined);
  const store = new Store(config.stateDir);
  const servers: Server[] = [];
  try {
    const sealer = new Sealer(store.signingKey);
    const workshop = new Workshop({ store, sealer, log, shelf: options.shelf, idleMinutes: config.idleMinutes, sessionMinutes: config.sessionMinutes, invited: config.accessCode !== undefined, tellOperator: options.tellOperator ?? (() => undefined) });
    const venue = new VenueWatch({ preparation: options.preparation, store });
    logVenue(venue, log);
    const previews = new Previews({ sealer, find: (id) => workshop.find(id) });
    const door = new Door(config.accessCode, (address, error) => log.warn({ event: "join-refused", address, code: error instanceof Refusal ? error.code : "internal" }));
    const app = createApp({ config, log, workshop, venue, previews, door, clientDir: options.clientDir ?? ownClientDir });
    const http = createWebServer({ requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 10_000, connections: 2_000, connectionsPerAddress: 1_000 }, certificate);
    http.on("request", app);
    servers.push(http);
    const io = serveSockets(http, { config, workshop, venue, log });

    const port = await listen(http, { port: config.port, host: config.host, option: "--port" });
    const previewPorts: number[] = [];
    for (let index = 0; index < previewListeners; index++) {
      const listener = createPreviewListener({ previews, workshop, log, certificate });
      servers.push(listener);
      previewPorts.push(await listen(listener, { port: config.previewPort && config.previewPort + index, host: config.host, option: "--preview-port" }));
    }
    servers.push(await serveOperator({ stateDir: config.stateDir, workshop, log }));
    const url = `${certificate ? "https" : "http"}://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
    log.info({ event: "listening", url, previewPorts, stateDir: config.stateDir });

    const opened = openPool(pool, { workshop, venue, log });
    let closing: Promise<void> | undefined;
    return { url, previewPorts, venue, opened, replaceLesson: (lesson) => workshop.replaceLesson(lesson), close: () => (closing ??= shutDown({ io, servers, workshop, store, log })) };
  } catch (error) {
    await Promise.all(servers.map(closeServer));
    store[Symbol.dispose]();
    throw error;
  }
}

function openPool(coming: Promise<EnvironmentPool>, { workshop, venue, log }: { workshop: Workshop; venue: VenueWatch; log: Log }): Promise<void> {
  const opened = coming.then(async (pool) => {
    await workshop.openPool(pool);
    venue.setPool(pool);
    log.info({ event: "pool-open", ...pool.status() });
  });
  opened.catch((error: unknown) => {
    log.error({ event: "no-pool", err: error });
    const { message, remedy } = error as { message?: string; remedy?: string };
    venue.setFailure(message ?? String(error), remedy ?? "Run `npx tatami doctor` to see what this machine lacks, then start again.");
  });
  return opened;
}

interface Running {
  io: SocketServer;
  servers: Server[];
  workshop: Workshop;
  store: Store;
  log: Log;
}

async function shutDown({ io, servers, workshop, store, log }: Running): Promise<void> {
  log.info({ event: "closing" });
  io.emit("closing");
  await workshop.drain(checkGraceMs);
  await endSockets(io);
  // Closes the page's HTTP server too.
  await io.close();
  await Promise.all(servers.map(closeServer));
  store[Symbol.dispose]();
  log.info({ event: "closed" });
}

/** Lets the last answers out before the connections end; a client that does not read is not waited for. */
async function endSockets(io: SocketServer): Promise<void> {
  await nextTurn();
  io.disconnectSockets(true);
  await poll({ name: "the sockets to end", timeoutMs: 1_000, intervalMs: 10 }, async () => io.engine.clientsCount === 0).catch((error: unknown) => {
    if (!(error instanceof PollTimeout)) throw error;
  });
}
