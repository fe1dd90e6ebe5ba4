import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type ErrorRequestHandler, type Express } from "express";
import helmet from "helmet";
import { isLoopbackHost } from "./access/origin.ts";
import { isLoopback } from "./config.ts";
import { type HttpOptions, httpRoutes } from "./http.ts";
import type { Log } from "./log.ts";
import { problemOf } from "./problem.ts";
import type { ProblemCode } from "./protocol.ts";
import { Refusal } from "./refusal.ts";

/** What {@link createApp} needs. */
export interface AppOptions extends HttpOptions {
  log: Log;
  /** The built page: index.html and assets/ with names that change with their content. */
  clientDir: string;
}

const statusOf: Partial<Record<ProblemCode, number>> = {
  "access-code-missing": 403,
  "access-code-wrong": 403,
  "too-many-attempts": 429,
  "not-joined": 401,
  "resume-link-unknown": 404,
  "lesson-unknown": 404,
  "lesson-broken": 409,
  "venue-preparing": 503,
  "environment-missing": 409,
  "environment-failed": 502,
  "environment-silent": 502,
  "file-missing": 404,
  "file-folder": 409,
  "file-binary": 415,
  "file-denied": 403,
  "file-too-large": 413,
  "file-full": 507,
  "file-changed": 409,
  "file-marker-missing": 409,
  "cannot-save": 503,
  closing: 503,
  internal: 500,
};

/** The web application: the page, its files and the API. */
export function createApp(options: AppOptions): Express {
  const { config, log, clientDir } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("query parser", "simple");
  // A reverse proxy on this machine may say who the caller is and that TLS was spoken; nobody else may.
  app.set("trust proxy", "loopback");
  app.use(securityHeaders());
  app.use((request, _response, next) => {
    if (isLoopback(config.host) && config.accessCode === undefined && !isLoopbackHost(request.headers.host)) {
      throw new Refusal("bad-request", "this server answers to the name localhost only; set an access code (--access-code) to serve it under another name");
    }
    next();
  });
  app.use((request, response, next) => {
    const started = performance.now();
    // The path without its query, and no headers: neither holds a secret in the log then.
    response.on("finish", () => log.debug({ event: "request", method: request.method, path: request.path, status: response.statusCode, ms: Math.round(performance.now() - started) }));
    next();
  });
  app.use(httpRoutes(options));
  app.use("/assets", express.static(join(clientDir, "assets"), { immutable: true, maxAge: "1y", index: false, fallthrough: false }));
  app.use(express.static(clientDir, { maxAge: 0, index: "index.html" }));
  app.get("/", (_request, response) => {
    const text = existsSync(clientDir) ? "The page's index.html is missing." : "The page has not been built yet.";
    response.status(503).type("text/plain").send(`${text} Run "npm start": it builds the page.\n`);
  });
  app.use((_request, response) => {
    response.status(404).type("text/plain").send("There is nothing at this address.\n");
  });
  app.use(errorAnswer(log));
  return app;
}

function securityHeaders(): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // xterm.js measures and colours its rows with style elements that it makes itself.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Plain http://host:port has to work; whoever puts TLS in front says so there.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "same-origin" },
  });
}

function errorAnswer(log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const status = (error as { status?: number }).status;
    // Express and its parsers throw errors with a 4xx status for what the caller got wrong.
    // A file that is missing is told with its whole path on this machine, which is nobody's business.
    const message = status === 404 ? "there is nothing at this address" : String((error as Error).message);
    const refused = status !== undefined && status >= 400 && status < 500 ? new Refusal("bad-request", message) : error;
    const problem = problemOf(refused, log, `${request.method} ${request.path}`);
    response.status(status && refused !== error ? status : (statusOf[problem.code] ?? 400)).json({ ok: false, problem });
  };
}
