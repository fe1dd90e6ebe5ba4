import { request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { io, type Socket } from "socket.io-client";
import type { Attack, Outcome } from "../attack.ts";
import { canary } from "./naive-server.ts";

/** A server to attack, with a victim who has joined and an attacker who has, too. */
export interface WebTarget {
  url: string;
  /** Cookie headers. */
  victim: string;
  attacker: string;
  /** What the attacker knows of the victim's session: its id. */
  victimId: string;
  /** Where a preview shows the app of the attacker, and the cookies that the victim's browser sends there. */
  previewUrl: string;
  previewCookies: string;
}

const evil = "http://evil.example";

/** What somebody on the network, another learner or another learner's web page tries against the server. */
export const webAttacks: readonly Attack<WebTarget>[] = [
  ...(["join", "resume", "leave", "previews"] as const).map((route): Attack<WebTarget> => ({
    id: `web-csrf-${route}`,
    what: `A foreign page posts a form to /api/${route} with the victim's cookie`,
    attempt: async ({ url, victim }) => answerOf(await post(url, `/api/${route}`, JSON.stringify({ nickname: "Eve", token: "1", port: 80 }), { cookie: victim, origin: evil, "content-type": "text/plain", "sec-fetch-site": "cross-site" })),
    canary: /"ok":true/,
    refusal: /this was sent by another site's page/,
  })),
  {
    id: "web-json-as-form",
    what: "A form without an Origin header posts JSON as text/plain",
    attempt: async ({ url }) => answerOf(await post(url, "/api/join", JSON.stringify({ nickname: "Eve" }), { "content-type": "text/plain" })),
    canary: /"ok":true/,
    refusal: /send JSON, with Content-Type: application\/json/,
  },
  {
    id: "web-socket-foreign-origin",
    what: "A foreign page opens the WebSocket, with the victim's cookie sent along by the browser",
    attempt: async ({ url, victim }) => await withSocket(url, { cookie: victim, origin: evil }, async () => ({ got: "connected" })),
    canary: /connected/,
    refusal: /websocket error/,
  },
  {
    id: "web-cookie-forged",
    what: "A session cookie is made up from another session's id",
    attempt: async ({ url, victimId }) => nicknameOf(await (await fetch(`${url}/api/venue`, { headers: { cookie: `tatami_session=${victimId}` } })).json()),
    canary: new RegExp(canary),
    refusal: /no session/,
  },
  {
    id: "web-cookie-fixation",
    what: "The attacker plants a session cookie before the victim joins, and uses it afterwards",
    attempt: async ({ url }) => {
      const planted = "tatami_session=planted-by-the-attacker";
      const joined = await post(url, "/api/join", JSON.stringify({ nickname: canary }), { cookie: planted, origin: url, "content-type": "application/json" });
      if (joined.status !== 200) throw new Error(`The victim could not join: ${joined.body}`);
      return nicknameOf(await (await fetch(`${url}/api/venue`, { headers: { cookie: planted } })).json());
    },
    canary: new RegExp(canary),
    refusal: /no session/,
  },
  {
    id: "web-cookie-twice",
    what: "A learner's page plants a second session cookie beside the victim's, so that the victim works in the attacker's session",
    attempt: async ({ url, victim, attacker }) => nicknameOf(await (await fetch(`${url}/api/venue`, { headers: { cookie: `${attacker}; ${victim}` } })).json()),
    canary: /./,
    refusal: /no session/,
  },
  {
    id: "web-resume-guessing",
    what: "Resume links are guessed, one after the other",
    attempt: async ({ url }) => {
      let last: Reply = { status: 0, body: "" };
      for (let guess = 40; guess > 0 && last.status !== 200 && last.status !== 429; guess--) {
        last = await post(url, "/api/resume", JSON.stringify({ token: String(guess) }), { origin: url, "content-type": "application/json" });
      }
      return answerOf(last);
    },
    canary: /"ok":true/,
    refusal: /too many attempts from this address/,
  },
  {
    id: "web-other-terminal",
    what: "A learner asks for the terminal of another learner's session by its id",
    attempt: async ({ url, attacker, victimId }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        const answer = await socket.timeout(10_000).emitWithAck("terminal:attach", { terminal: "1", session: victimId, from: 0, columns: 80, rows: 24 });
        return answer.ok ? { got: String(answer.output) } : { refused: answer.problem.message };
      }),
    canary: new RegExp(canary),
    refusal: /There is no environment yet; start a lesson first/,
  },
  {
    id: "web-frame-100mb",
    what: "A single WebSocket message of 100 MB",
    attempt: async ({ url, attacker }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        const ended = new Promise<Outcome>((resolve) => socket.once("disconnect", (reason) => resolve({ refused: reason })));
        const answered = socket.timeout(60_000).emitWithAck("terminal:input", { terminal: "1", data: Buffer.alloc(100_000_000) }).then((answer) => ({ got: `${answer.bytes} bytes` }));
        return await Promise.race([ended, answered]);
      }),
    canary: /^100000000 bytes$/,
    refusal: /^transport (close|error)$/,
  },
  {
    id: "web-event-flood",
    what: "10,000 events in one second",
    attempt: async ({ url, attacker }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        const ended = new Promise<Outcome>((resolve) => socket.once("disconnect", (reason) => resolve({ refused: reason })));
        for (let event = 0; event < 10_000; event++) socket.emit("terminal:resize", { terminal: "1", columns: 80, rows: 24 });
        const answered = socket.timeout(30_000).emitWithAck("lesson:leave").then((): Outcome => ({ got: "all were taken" }));
        return await Promise.race([ended, answered]);
      }),
    canary: /all were taken/,
    refusal: /^(io server disconnect|transport (close|error))$/,
  },
  {
    id: "web-json-flood",
    what: "A body of 10 MB where a nickname is expected",
    attempt: async ({ url }) => answerOf(await post(url, "/api/join", JSON.stringify({ nickname: "x".repeat(10_000_000) }), { origin: url, "content-type": "application/json" })),
    canary: /"ok":true/,
    refusal: /request entity too large/,
  },
  {
    id: "web-slow-loris",
    what: "A request whose headers never end keeps a connection for itself",
    attempt: async ({ url }) => {
      const { port } = new URL(url);
      const socket = connect(Number(port), "127.0.0.1");
      socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n");
      const drip = setInterval(() => socket.write("X: y\r\n"), 1_000);
      const open = Promise.withResolvers<Outcome>();
      const patience = setTimeout(() => open.resolve({ got: "still open after 25 s" }), 25_000);
      socket.on("error", () => undefined);
      const answer = text(socket).then((heard): Outcome => ({ refused: heard.split("\r\n")[0] ?? "" }), (error: Error): Outcome => ({ refused: error.message }));
      const outcome = await Promise.race([answer, open.promise]);
      clearInterval(drip);
      clearTimeout(patience);
      socket.destroy();
      return outcome;
    },
    canary: /still open/,
    refusal: /408 Request Timeout/,
  },
  {
    id: "web-dns-rebinding",
    what: "A page of a foreign name that resolves to the loopback address asks the server as its own",
    attempt: async ({ url }) => answerOf(await raw(url, "/api/venue", { host: "evil.example" })),
    canary: /"session"/,
    refusal: /this server answers to the name localhost only/,
  },
  ...[
    ["web-path-assets", "the page's files", "/assets/..%2f..%2fsecret.txt"],
    ["web-path-lesson-asset", "a lesson's images", "/api/lessons/valid-host-shell/assets/..%2f..%2fsecret.txt"],
    ["web-path-double-encoded", "the page's files, encoded twice", "/assets/%2e%2e/%2e%2e%2fsecret.txt"],
  ].map(([id = "", where = "", path = ""]): Attack<WebTarget> => ({
    id,
    what: `A path leads out of the folder of ${where}`,
    attempt: async ({ url, attacker }) => answerOf(await raw(url, path, { host: new URL(url).host, cookie: attacker })),
    canary: new RegExp(canary),
    refusal: /the lesson has no image|There is nothing at this address|Not Found|Forbidden|bad-request/,
  })),
  {
    id: "web-preview-reads-cookies",
    what: "A learner's web app in a preview looks at the cookies that the browser sends",
    attempt: async ({ previewUrl, previewCookies }) => {
      const seen = await (await fetch(`${previewUrl}/cookies`, { headers: { cookie: previewCookies } })).text();
      return seen.includes("tatami_session") ? { got: seen } : { refused: `the app saw: ${seen}` };
    },
    canary: /tatami_session=/,
    refusal: /^the app saw: theme=dark$/,
  },
  {
    id: "web-preview-plants-cookie",
    what: "A learner's web app in a preview sets a session cookie for the whole host",
    attempt: async ({ previewUrl, previewCookies }) => {
      const set = (await fetch(`${previewUrl}/plant`, { headers: { cookie: previewCookies } })).headers.getSetCookie();
      const planted = set.find((header) => header.includes("tatami_session"));
      return planted ? { got: planted } : { refused: `what was let through: ${set.join(", ")}` };
    },
    canary: /tatami_session=planted/,
    refusal: /^what was let through: app=1$/,
  },
  {
    id: "web-preview-open-redirect",
    what: "A preview's path leads to another host",
    attempt: async ({ url, attacker }) => {
      const reply = await post(url, "/api/previews", JSON.stringify({ port: 80, path: "//evil.example/" }), { cookie: attacker, origin: url, "content-type": "application/json" });
      return answerOf(reply);
    },
    canary: /evil\.example/,
    refusal: /path: Invalid string: must match pattern/,
  },
  {
    id: "web-framing",
    what: "A foreign page shows the workshop in a frame of its own and has the learner click there",
    attempt: async ({ url }) => {
      const policy = (await fetch(`${url}/`)).headers.get("content-security-policy") ?? "";
      return /frame-ancestors 'none'/.test(policy) ? { refused: "frame-ancestors 'none'" } : { got: "may be framed" };
    },
    canary: /may be framed/,
    refusal: /^frame-ancestors 'none'$/,
  },
];

interface Reply {
  status: number;
  body: string;
}

async function post(url: string, path: string, body: string, headers: Record<string, string>): Promise<Reply> {
  const response = await fetch(url + path, { method: "POST", body, headers });
  return { status: response.status, body: await response.text() };
}

/** As it is: fetch would tidy the path up, and set the Host header. */
async function raw(url: string, path: string, headers: Record<string, string>): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path, headers }).end();
  return await new Promise((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", async (response) => resolve({ status: response.statusCode ?? 0, body: await text(response) }));
  });
}

function answerOf({ status, body }: Reply): Outcome {
  return status >= 200 && status < 300 ? { got: body } : { refused: body };
}

function nicknameOf(venue: unknown): Outcome {
  const nickname = (venue as { session?: { nickname?: string } }).session?.nickname;
  return nickname === undefined ? { refused: "no session" } : { got: nickname };
}

async function withSocket(url: string, headers: Record<string, string>, work: (socket: Socket) => Promise<Outcome>): Promise<Outcome> {
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false, extraHeaders: headers });
  try {
    const refusal = await new Promise<Error | undefined>((resolve) => {
      socket.once("connect", () => resolve(undefined));
      socket.once("connect_error", resolve);
    });
    return refusal ? { refused: refusal.message } : await work(socket);
  } finally {
    socket.disconnect();
  }
}
