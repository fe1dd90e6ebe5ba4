import { type ClientRequest, type IncomingMessage, type ServerResponse, STATUS_CODES, request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import type { Holder } from "../../clusters/holder/holder.ts";
import type { Language } from "../protocol.ts";
import { type AnswerHead, answerHead, requestHeaders } from "./headers.ts";
import { type PreviewTrouble, troublePage } from "./page.ts";

/** Where a request goes: a port in the learner's environment. */
export interface TunnelTarget {
  holder: Holder;
  port: number;
  /** The learner's, for what goes wrong. */
  language?: Language;
  /** Ends what is under way: the environment is given back. */
  signal: AbortSignal;
}

const answerMs = 60_000;
/** A response or an upgraded connection may be silent for so long. */
const silentMs = 15 * 60_000;

/** Passes one request to the learner's app and its answer back. */
export async function tunnelRequest(request: IncomingMessage, response: ServerResponse, target: TunnelTarget): Promise<void> {
  const fail = (trouble: PreviewTrouble): void => {
    request.unpipe();
    if (response.writableEnded) return;
    if (response.headersSent) return void response.destroy();
    const { status, headers, body } = troublePage(request, trouble, target.language);
    response.writeHead(status, headers).end(request.method === "HEAD" ? undefined : body);
  };
  const outgoing = await open(request, target, { upgrade: false });
  if (!outgoing) return fail({ why: "nobody-answers", port: target.port });
  const waiting = setTimeout(() => outgoing.destroy(new Error(tooSlow)), answerMs);
  response.once("close", () => outgoing.destroy());
  outgoing.once("close", () => clearTimeout(waiting));
  outgoing.on("error", (error) => fail({ why: error.message === tooSlow ? "too-slow" : "broke-off", port: target.port }));
  const breakOff = (): void => {
    fail({ why: "broke-off", port: target.port });
    outgoing.destroy();
  };
  outgoing.once("response", (answer) => {
    clearTimeout(waiting);
    answer.once("error", () => response.destroy());
    const head = answerHead(answer, { upgrade: false });
    if (!head) return breakOff();
    response.writeHead(head.status, head.headers);
    // Server-sent events and chunked logs: the head must not wait for the first byte of the body.
    response.flushHeaders();
    answer.pipe(response);
  });
  // An app that neither asks for a WebSocket nor answers otherwise.
  outgoing.once("upgrade", (_answer, stream) => {
    breakOff();
    stream.destroy();
  });
  request.pipe(outgoing);
}

/** Passes an upgrade (a WebSocket) to the learner's app and joins the two connections. */
export async function tunnelUpgrade(request: IncomingMessage, browser: Duplex, head: Buffer, target: TunnelTarget): Promise<void> {
  const fail = (trouble: PreviewTrouble): void => refuseUpgrade(request, browser, trouble);
  const outgoing = await open(request, target, { upgrade: true });
  if (!outgoing) return fail({ why: "nobody-answers", port: target.port });
  const waiting = setTimeout(() => outgoing.destroy(new Error(tooSlow)), answerMs);
  browser.once("close", () => outgoing.destroy());
  browser.on("error", () => outgoing.destroy());
  outgoing.once("close", () => clearTimeout(waiting));
  outgoing.on("error", (error) => fail({ why: error.message === tooSlow ? "too-slow" : "broke-off", port: target.port }));
  /** Writes the head of the app's answer; false when it cannot be passed on, and the browser has been told so. */
  const begin = (answer: IncomingMessage, options: { upgrade: boolean }): boolean => {
    clearTimeout(waiting);
    const answered = answerHead(answer, options);
    if (answered) browser.write(headText(answered, options), "latin1");
    else fail({ why: "broke-off", port: target.port });
    return answered !== undefined;
  };
  outgoing.once("upgrade", (answer, app, appHead) => {
    if (!begin(answer, { upgrade: true })) return void app.destroy();
    if (appHead.length > 0) browser.write(appHead);
    if (head.length > 0) app.write(head);
    join(browser, app);
  });
  outgoing.once("response", (answer) => {
    answer.once("error", () => browser.destroy());
    if (begin(answer, { upgrade: false })) answer.pipe(browser);
    else outgoing.destroy();
  });
  outgoing.end();
}

/** Answers an upgrade that goes nowhere with a page. */
export function refuseUpgrade(request: IncomingMessage, browser: Duplex, trouble: PreviewTrouble): void {
  if (browser.destroyed || !browser.writable) return;
  const { status, headers, body } = troublePage(request, trouble);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  browser.end(`HTTP/1.1 ${status} Preview\r\n${lines.join("")}\r\n${body}`);
}

const tooSlow = "no answer in time";

async function open(request: IncomingMessage, { holder, port, signal }: TunnelTarget, options: { upgrade: boolean }): Promise<ClientRequest | undefined> {
  let stream: Duplex;
  try {
    stream = await holder.connect(port);
  } catch {
    // Nobody listens, or the toolbox is gone; the page says what to look at, and the pool looks after the toolbox.
    return undefined;
  }
  const end = (): void => void stream.destroy();
  signal.addEventListener("abort", end, { once: true });
  stream.once("close", () => signal.removeEventListener("abort", end));
  if (signal.aborted) end();
  const outgoing = httpRequest({
    createConnection: () => stream,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request.headers, options),
    setHost: false,
  });
  // The holder's client gives its connection paused, so that no byte is lost before somebody listens.
  outgoing.once("socket", () => stream.resume());
  return outgoing;
}

function headText({ status, headers }: AnswerHead, options: { upgrade: boolean }): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`));
  const close = options.upgrade ? "" : "connection: close\r\n";
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Preview"}\r\n${lines.join("")}${close}\r\n`;
}

function join(one: Duplex, other: Duplex): void {
  let timer: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(end, silentMs).unref();
  };
  const end = (): void => {
    clearTimeout(timer);
    one.destroy();
    other.destroy();
  };
  for (const [from, to] of [[one, other], [other, one]] as const) {
    from.on("data", alive);
    from.on("error", end);
    from.on("close", end);
    from.pipe(to);
  }
  alive();
}
