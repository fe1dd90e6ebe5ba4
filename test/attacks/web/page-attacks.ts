import { connect } from "node:net";
import { text } from "node:stream/consumers";
import type { Attack, Outcome } from "../attack.ts";
import { canary } from "./naive-server.ts";
import { answerOf, post, raw } from "./requests.ts";
import type { WebTarget } from "./web-target.ts";

/** What is tried by plain requests: floods, names and paths that lead elsewhere, previews, frames. */
export const pageAttacks: readonly Attack<WebTarget>[] = [
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
    ["web-path-encoded-dots", "the page's files, its dots encoded", "/assets/%2e%2e/%2e%2e%2fsecret.txt"],
    ["web-path-double-encoded", "the page's files, encoded twice", "/assets/%252e%252e%252f%252e%252e%252fsecret.txt"],
    ["web-path-lesson-id", "the lessons", "/api/lessons/..%2f..%2fsecret.txt"],
    ["web-path-lesson-id-dots", "the lessons, its dots encoded", "/api/lessons/%2e%2e/%2e%2e%2fsecret.txt"],
  ].map(([id = "", where = "", path = ""]): Attack<WebTarget> => ({
    id,
    what: `A path leads out of the folder of ${where}`,
    attempt: async ({ url, attacker }) => answerOf(await raw(url, path, { host: new URL(url).host, cookie: attacker })),
    canary: new RegExp(canary),
    refusal: /"message":"(the lesson has no image \.\.\/\.\.\/secret\.txt|there is no such lesson here|there is nothing at this address|Forbidden)"/,
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
