import { type Request, type Response, type Router, json, Router as createRouter } from "express";
import { z } from "zod";
import { lessonSummary } from "../lessons/page.ts";
import { platformCookie, readCookie, sessionCookie } from "./access/cookies.ts";
import type { Door } from "./access/door.ts";
import { tidyNickname } from "./access/nickname.ts";
import { isSameOrigin } from "./access/origin.ts";
import { mustTake } from "./access/must-take.ts";
import { RateLimit } from "./access/rate-limit.ts";
import type { Config } from "./config.ts";
import { fileRoutes } from "./files/file-routes.ts";
import { lessonRoutes } from "./lesson-routes.ts";
import { postPaths } from "./post-paths.ts";
import type { Previews } from "./preview/previews.ts";
import type { ResumeChoice, Venue } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { Session } from "./workshop/session.ts";
import type { VenueWatch } from "./venue-watch.ts";
import type { Workshop } from "./workshop/workshop.ts";

/** What the routes serve. */
export interface HttpOptions {
  config: Config;
  workshop: Workshop;
  venue: VenueWatch;
  door: Door;
  previews: Previews;
}

const joinRequest = z.object({ nickname: z.string(), accessCode: z.string().max(1_000).optional() });
const resumeRequest = z.object({ token: z.string().max(200), instead: z.boolean().default(false) });
/** A path begins with one slash: two would be another host. */
const previewRequest = z.object({ port: z.int().min(1).max(65_535), path: z.string().max(2_000).regex(/^\/(?![/\\])[\x21-\x7e]*$/).default("/") });

/** A year: what browsers keep at most. The session itself decides how long the cookie is good for. */
const cookieSeconds = 365 * 24 * 3600;

/** A session's own: nobody opens as many by hand. */
const previewRate = { burst: 30, perSecond: 1 };

/** The routes of the protocol file. */
export function httpRoutes({ config, workshop, venue, door, previews }: HttpOptions): Router {
  const routes = createRouter();
  const previewsOpened = new RateLimit(previewRate);

  /** The caller's session, by the cookie alone. */
  const caller = (request: Request): Session => {
    const session = workshop.ofCookie(readCookie(request.headers.cookie, sessionCookie));
    if (!session) throw new Refusal("not-joined", "join the workshop first, or open your resume link");
    return session;
  };

  const letIn = (request: Request, response: Response, session: Session): void => {
    response.append("Set-Cookie", platformCookie(sessionCookie, workshop.cookieOf(session), { secure: request.secure, maxAgeSeconds: cookieSeconds }));
    response.json({ ok: true, session: session.state });
  };

  routes.get("/healthz", (_request, response) => {
    const status = venue.status();
    const { ready, reserve, capacity } = "pool" in status ? status.pool : { ready: 0, reserve: 0, capacity: 0 };
    const health = { status: status.status, pool: { ready, reserve, capacity }, ...(status.status === "degraded" && { reason: status.reason }) };
    response.set("Cache-Control", "no-store").json(health);
  });

  routes.use("/api", (request, response, next) => {
    response.set("Cache-Control", "no-store");
    if (request.method === "GET" || request.method === "HEAD") return next();
    if (request.method !== "POST" || !postPaths.includes(request.baseUrl + request.path)) return nothingHere(response);
    if (!isSameOrigin(request)) throw new Refusal("bad-request", "this was sent by another site's page");
    if (!request.is("application/json")) throw new Refusal("bad-request", "send JSON, with Content-Type: application/json");
    next();
  });
  routes.use("/api/files", fileRoutes({ caller, parse }));
  routes.use("/api", json({ limit: "16kb" }));
  routes.use("/api/lessons", lessonRoutes({ caller, workshop }));

  routes.get("/api/venue", (request, response) => {
    const session = workshop.ofCookie(readCookie(request.headers.cookie, sessionCookie));
    const page: Venue = {
      status: venue.status(),
      needsAccessCode: door.needsAccessCode,
      title: config.title,
      lessons: workshop.lessons.map((lesson) => lessonSummary(lesson)),
      courses: [...workshop.courses],
      ...(session && { session: session.state }),
    };
    response.json(page);
  });

  routes.post("/api/join", (request, response) => {
    const { nickname, accessCode } = parse(joinRequest, request.body);
    const tidy = tidyNickname(nickname);
    door.enter(request.ip, accessCode);
    letIn(request, response, workshop.join(tidy, request.ip));
  });

  routes.post("/api/resume", (request, response) => {
    const { token, instead } = parse(resumeRequest, request.body);
    const session = door.resume(request.ip, () => workshop.ofResumeToken(token));
    const own = workshop.ofCookie(readCookie(request.headers.cookie, sessionCookie));
    if (own && own.id !== session.id && !instead) return void response.json({ ok: true, choice: { own: own.nickname, other: session.nickname } satisfies ResumeChoice });
    // Whoever is in it already does not come in.
    if (own?.id !== session.id) workshop.resumed(session, request.ip);
    letIn(request, response, session);
  });

  routes.post("/api/leave", (request, response) => {
    const session = caller(request);
    workshop.leave(session);
    previews.forget(session.id);
    response.append("Set-Cookie", platformCookie(sessionCookie, "", { secure: request.secure, maxAgeSeconds: 0 }));
    response.json({ ok: true });
  });

  routes.post("/api/previews", (request, response) => {
    const session = caller(request);
    mustTake(previewsOpened, session.id, "previews were opened");
    const { port, path } = parse(previewRequest, request.body);
    if (!session.environment.environment) throw new Refusal("environment-missing", "there is no environment to show a port of right now");
    // The preview is on another port of the very host that the learner's browser knows this server by.
    const { host = "" } = request.headers;
    if (!URL.canParse(`http://${host}`)) throw new Refusal("bad-request", "the Host header is no host");
    response.json({ ok: true, url: previews.open(session.id, { port, path }, { host, protocol: request.protocol }) });
  });

  routes.use("/api", (_request, response) => nothingHere(response));
  return routes;
}

function nothingHere(response: Response): void {
  response.status(404).json({ ok: false, problem: new Refusal("bad-request", "there is nothing at this address").problem });
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Refusal("bad-request", result.error.issues.map(({ path, message }) => `${path.join(".") || "the body"}: ${message}`).join("; "));
}
