import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import { callerAddress } from "./access/caller-address.ts";
import { connectionsBeyond } from "./access/connections-beyond.ts";
import { readCookie, sessionCookie } from "./access/cookies.ts";
import { isLoopbackHost, isSameOrigin } from "./access/origin.ts";
import { addressKey, RateLimit } from "./access/rate-limit.ts";
import { type Config, isLoopback } from "./config.ts";
import { endFlood } from "./connection-flood.ts";
import { isWellFormed } from "./event-form.ts";
import type { Log } from "./log.ts";
import { problemOf } from "./problem.ts";
import type { Answer, ClientToServer, ServerToClient } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { Session } from "./workshop/session.ts";
import type { SessionEvent } from "./workshop/session-event.ts";
import { serveTerminals } from "./terminal/serve-terminals.ts";
import type { VenueWatch } from "./venue-watch.ts";
import type { Workshop } from "./workshop/workshop.ts";

/** What {@link serveSockets} needs. */
export interface SocketOptions {
  config: Config;
  workshop: Workshop;
  venue: VenueWatch;
  log: Log;
}

/** The socket server; close it with its HTTP server. */
export type SocketServer = Server<ClientToServer, ServerToClient, Record<string, never>, { session: Session }>;
type LearnerSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, { session: Session }>;

/** Largest message of a client: a piece of a paste with its envelope. */
const messageBytes = 288 * 1024;
/** Tabs of one learner. */
const socketsPerSession = 16;
/** Tabs of everybody at one address: a class behind one router has a few each. */
const socketsPerAddress = 400;
/** A class behind one router comes back at once when the server was started again. */
const openingRate = { burst: socketsPerAddress, perSecond: 40 };
/** Fast typing, dragging and acknowledging stay far below. */
const eventRate = { burst: 4_000, perSecond: 1_000 };
/** What is to be answered mostly asks the toolbox, or runs something there: one learner's, in all tabs together. */
const askRate = { burst: 400, perSecond: 40 };

const lessonRequest = z.object({ lessonId: z.string().min(1).max(500) });
const stepRequest = z.object({ step: z.int().min(-1).max(10_000) });
const checkRequest = stepRequest.extend({ language: z.enum(["ja", "en"]) });
const quizRequest = checkRequest.extend({
  quiz: z.int().min(0).max(1_000),
  given: z.union([z.object({ chosen: z.array(z.int().min(0).max(1_000)).max(100) }), z.object({ text: z.string().max(2_000) })]),
});

/** Serves the protocol's events on an HTTP server: it only translates, and a socket reaches nothing but its own session. */
export function serveSockets(http: HttpServer, options: SocketOptions): SocketServer {
  const { config, workshop, venue, log } = options;
  const openings = new RateLimit(openingRate);
  const io: SocketServer = new Server(http, {
    transports: ["websocket"],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: messageBytes,
    serveClient: false,
    connectTimeout: 10_000,
    // The browser lets every page open a WebSocket to every host and sends the cookies along: the server has to look who asks.
    allowRequest: (request, decide) => decide(null, isSameOrigin(request) && answersTo(config, request) && openings.take(addressKey(callerAddress(request)))),
  });
  io.engine.on("connection", (connection: Socket["conn"]) => endFlood(connection, (flood) => log.warn({ event: "connection-flood", flood, address: callerAddress(connection.request) })));
  /** One connection is one tab: a second attempt to be let in by it would be another one that nobody counts. */
  const inside = new WeakSet<object>();
  const crowded = connectionsBeyond(socketsPerAddress, io.engine);
  io.use((socket, next) => {
    if (crowded.has(socket.conn)) return next(refused(new Refusal("too-many-sockets", `${socketsPerAddress} tabs are open from this address already; close some`)));
    if (inside.has(socket.conn)) return next(refused(new Refusal("bad-request", "this connection is joined already")));
    const session = workshop.ofCookie(readCookie(socket.request.headers.cookie, sessionCookie));
    const refusal = !session
      ? new Refusal("not-joined", "join the workshop first, or open your resume link")
      : (io.sockets.adapter.rooms.get(session.id)?.size ?? 0) >= socketsPerSession
        ? new Refusal("too-many-tabs", `this session is open in ${socketsPerSession} tabs already; close one`)
        : undefined;
    if (refusal) return next(refused(refusal));
    socket.data.session = session!;
    inside.add(socket.conn);
    socket.once("disconnect", () => inside.delete(socket.conn));
    next();
  });
  const asks = new RateLimit(askRate);
  io.on("connection", (socket) => serveLearner(socket, { ...options, asks }));
  tellVenue(io, venue);
  return io;
}

/** As socket.io brings it to the client. */
function refused(refusal: Refusal): Error {
  return Object.assign(new Error(refusal.message), { data: refusal.problem });
}

function answersTo(config: Config, request: IncomingMessage): boolean {
  return !isLoopback(config.host) || config.accessCode !== undefined || isLoopbackHost(request.headers.host);
}

function serveLearner(socket: LearnerSocket, { log, venue, workshop, asks }: SocketOptions & { asks: RateLimit }): void {
  const { session } = socket.data;
  const address = callerAddress(socket.request);
  void socket.join(session.id);
  // Several may have been let in at the same moment.
  if ((socket.nsp.adapter.rooms.get(session.id)?.size ?? 0) > socketsPerSession) return void socket.disconnect(true);
  log.info({ event: "connect", session: session.id, socket: socket.id });
  const rate = new RateLimit(eventRate);
  socket.use(([event, ...given], next) => {
    if (!rate.take("")) {
      log.warn({ event: "too-many-events", session: session.id });
      socket.disconnect(true);
      return;
    }
    const answer = given.at(-1);
    if (!isWellFormed(event, given)) refuseEvent(answer, new Refusal("bad-request", "there is no such event, or it has other arguments"));
    else if (typeof answer === "function" && !asks.take(session.id)) refuseEvent(answer, new Refusal("too-many-attempts", "too much was asked for in a short time", { seconds: asks.secondsLeft(session.id) }));
    else next();
  });
  const terminals = serveTerminals(socket, {
    holder: () => session.environment.environment?.holder,
    announce: (names) => session.tell({ type: "terminals", names }),
    report: (error) => log.error({ event: "terminal-failed", session: session.id, err: error }),
  });
  let environmentTold = environmentOf(session);
  const listening = session.listen((event) => {
    if (event.type === "environment-left") terminals.detachAll();
    else if (event.type === "left") socket.disconnect(true);
    else tell(socket, event);
    if (environmentOf(session) === environmentTold) return;
    environmentTold = environmentOf(session);
    if (environmentTold !== undefined) void tellTerminals(socket, session, log);
  });

  /** Every handler ends in an answer, whatever happens inside. */
  const respond = <T extends object>(asked: string, answer: (a: Answer<T>) => void, work: () => Promise<T> | T): void => {
    const done = async (): Promise<T> => {
      // The session may have been left in another tab while this event was under way.
      if (workshop.find(session.id) !== session) throw new Refusal("not-joined", "this session has ended");
      return work();
    };
    done().then(
      (result) => answer({ ok: true, ...result }),
      (error: unknown) => answer({ ok: false, problem: problemOf(error, log, asked) }),
    );
  };

  socket.on("lesson:start", (request, answer) => respond("lesson:start", answer, () => nothing(session.startLesson(read(lessonRequest, request).lessonId, address))));
  socket.on("lesson:leave", (answer) => respond("lesson:leave", answer, () => nothing(session.leaveLesson())));
  socket.on("lesson:restart", (answer) => respond("lesson:restart", answer, () => nothing(session.restartLesson(address))));
  socket.on("lesson:rebuild", (answer) => respond("lesson:rebuild", answer, () => nothing(session.rebuildLesson(address))));
  socket.on("environment:extend", (answer) => respond("environment:extend", answer, () => nothing(session.environment.extend())));
  socket.on("step:show", (request, answer) => respond("step:show", answer, () => nothing(session.showStep(read(stepRequest, request).step))));
  socket.on("step:check", (request, answer) =>
    respond("step:check", answer, async () => {
      const { step, language } = read(checkRequest, request);
      return { answer: await session.check(step, language) };
    }),
  );
  socket.on("window:stop", (answer) => respond("window:stop", answer, () => nothing(session.windows.stopSending())));
  socket.on("step:solve", (request, answer) => respond("step:solve", answer, () => session.work.solve(read(stepRequest, request).step)));
  socket.on("quiz:answer", (request, answer) => respond("quiz:answer", answer, () => session.answerQuiz(read(quizRequest, request))));
  socket.on("disconnect", (reason) => {
    listening[Symbol.dispose]();
    log.info({ event: "disconnect", session: session.id, socket: socket.id, reason });
  });

  socket.emit("session", session.state);
  socket.emit("venue", venue.status());
  socket.emit("window:records", session.windows.records(session.lesson));
  void tellTerminals(socket, session, log);
}

/** An event that reaches no handler; who asked is told why, if there is a way to. */
function refuseEvent(answer: unknown, { problem }: Refusal): void {
  if (typeof answer === "function") answer({ ok: false, problem });
}

function environmentOf({ environment: { state } }: Session): string | undefined {
  return state.state === "ready" ? state.id : undefined;
}

async function tellTerminals(socket: LearnerSocket, session: Session, log: Log): Promise<void> {
  const { environment } = session.environment;
  if (!environment) return void socket.emit("terminals", []);
  try {
    const terminals = await environment.holder.terminals();
    socket.emit("terminals", terminals.map(({ name }) => name));
  } catch (error) {
    log.error({ event: "terminals-unknown", session: session.id, err: error });
  }
}

function tell(socket: LearnerSocket, event: Exclude<SessionEvent, { type: "environment-left" | "left" }>): void {
  switch (event.type) {
    case "session":
      return void socket.emit("session", event.state);
    case "terminals":
      return void socket.emit("terminals", event.names);
    case "check:started":
      return void socket.emit("check:started", { step: event.step, byItself: event.byItself });
    case "check:output":
      return void socket.emit("check:output", { step: event.step, text: event.text });
    case "check:answered":
      return void socket.emit("check:answered", { step: event.step, byItself: event.byItself, answer: event.answer });
    case "task:hint":
      return void socket.emit("task:hint", { step: event.step, html: event.html });
    case "window:record":
      return void socket.emit("window:record", event.record);
    case "window:records":
      return void socket.emit("window:records", event.records);
  }
}

/** Everybody hears of the venue, a few times a second at most. */
function tellVenue(io: SocketServer, venue: VenueWatch): void {
  let due: NodeJS.Timeout | undefined;
  venue.onChange(() => {
    due ??= setTimeout(() => {
      due = undefined;
      io.emit("venue", venue.status());
    }, 250).unref();
  });
}

function nothing(_done: void): object {
  return {};
}

function read<T>(schema: z.ZodType<T>, request: unknown): T {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  throw new Refusal("bad-request", result.error.issues.map(({ path, message }) => `${path.join(".") || "the request"}: ${message}`).join("; "));
}
