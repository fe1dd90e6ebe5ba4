/**
 * The web app that the first lessons deploy (image `tatami/web:1`): says which pod answers.
 * Only node: modules and the files of this folder: the image is Node and them, started by `node server.ts` as uid 65532.
 * Environment: POD_NAME (the host name unless told), VERSION, PORT (8080), WARM_UP and LINGER (2 seconds each).
 * With VISITS_REDIS=host:port it counts its visits there, all Pods together. When Redis is away it answers 503, or, with WITHOUT_REDIS=answer, without the number.
 * It listens after WARM_UP seconds, as a program does that reads its data first: until then a readiness probe is missed.
 * SIGTERM: goes on answering for LINGER seconds, because Kubernetes tells the pod and those who send it requests at the same moment;
 * then takes no new connections, ends open requests, exits with 0.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { hostname } from "node:os";
import { countVisit } from "./visits.ts";

const pod = process.env["POD_NAME"] || hostname();
const version = process.env["VERSION"] || "1";
const port = Number(process.env["PORT"] || 8080);
const warmUpMs = Number(process.env["WARM_UP"] || 2) * 1000;
const lingerMs = Number(process.env["LINGER"] || 2) * 1000;
const redis = process.env["VISITS_REDIS"];
const doesWithoutRedis = process.env["WITHOUT_REDIS"] === "answer";
const started = Date.now();
let answered = 0;

const server = createServer((request, response) => {
  const path = (request.url ?? "/").split("?")[0];
  // Every request on a connection of its own, so that each is given to one of the pods afresh.
  response.setHeader("connection", "close");
  response.setHeader("cache-control", "no-store");
  response.setHeader("x-pod", pod);
  if (request.method !== "GET" && request.method !== "HEAD") return send(response, 405, "only GET here\n");
  if (path === "/healthz") return send(response, 200, "ok\n");
  if (path === "/ready") return send(response, 200, "ready\n");
  if (path !== "/") return send(response, 404, `${path} is not here\n`);
  answer(request, response).catch((error: unknown) => send(response, 500, `${pod} failed: ${String(error)}\n`));
});

process.once("SIGTERM", () => {
  console.log(`${pod} was told to stop after ${answered} answers`);
  setTimeout(stop, lingerMs);
});

console.log(`${pod} reads its data`);
setTimeout(() => server.listen(port, () => console.log(`${pod} listens on port ${port}`)), warmUpMs);

function stop(): void {
  console.log(`${pod} stops after ${answered} answers`);
  if (!server.listening) process.exit(0);
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  // A client that never ends its request does not keep the pod alive.
  setTimeout(() => process.exit(0), 3_000).unref();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let visit: string | undefined;
  try {
    if (redis) visit = String(await countVisit(redis));
  } catch (error) {
    const reason = `Redis at ${redis} does not answer: ${error instanceof Error ? error.message || error.name : String(error)}`;
    console.log(doesWithoutRedis ? `answered without Redis (${reason})` : `could not answer (${reason})`);
    if (!doesWithoutRedis) return send(response, 503, `${pod} cannot answer: ${reason}\n`);
    visit = "?";
  }
  answered++;
  if (wantsHtml(request)) return send(response, 200, page(prefersJapanese(request), visit), "text/html; charset=utf-8");
  send(response, 200, `Hello from ${pod} (version ${version}, ${visit === undefined ? `answer ${answered}` : `visit ${visit}`})\n`);
}

function send(response: ServerResponse, status: number, body: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) }).end(body);
}

function wantsHtml({ headers }: IncomingMessage): boolean {
  return /text\/html/.test(headers.accept ?? "");
}

/** The first of the two languages in Accept-Language; English when neither is there. */
function prefersJapanese({ headers }: IncomingMessage): boolean {
  return /\b(ja|en)\b/i.exec(headers["accept-language"] ?? "")?.[1]?.toLowerCase() === "ja";
}

/** A colour of its own for each pod, so that one sees at a glance that another one answered. */
function hue(): number {
  return [...pod].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
}

function page(japanese: boolean, visit: string | undefined): string {
  const words = japanese
    ? { lang: "ja", title: "こんにちは", by: "このページを返した Pod", facts: ["バージョン", "この Pod が返した回数", "起動してから"], visit: "訪問回数（Redis が数えたもの）", unit: "秒", reload: "もう一度読み込む", auto: "1 秒ごとに読み込む" }
    : { lang: "en", title: "Hello", by: "The pod that answered", facts: ["Version", "Answers by this pod", "Running for"], visit: "Visits, counted by Redis", unit: "s", reload: "Load again", auto: "Load every second" };
  const values = [version, String(answered), `${Math.round((Date.now() - started) / 1000)} ${words.unit}`, visit ?? ""];
  const facts = [...words.facts, ...(visit === undefined ? [] : [words.visit])].map((name, index) => `<div><dt>${name}</dt><dd>${escape(values[index] ?? "")}</dd></div>`).join("");
  return `<!doctype html>
<html lang="${words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(pod)}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 18px/1.6 system-ui, sans-serif; color: #fff; background: hsl(${hue()} 55% 28%); }
  main { text-align: center; padding: 2rem; }
  h1 { font-size: 1.2rem; font-weight: 500; margin: 0; }
  #pod { font: 700 clamp(1.2rem, 5vw, 2.4rem) ui-monospace, monospace; overflow-wrap: anywhere; margin: .5rem 0 2rem; }
  dl { display: flex; flex-wrap: wrap; gap: 2rem; justify-content: center; margin: 0 0 2rem; }
  dt { font-size: .85rem; } dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
  button { font: inherit; padding: .5rem 1.2rem; border: 0; border-radius: .5rem; background: #fff; color: #111; cursor: pointer; }
  button:focus-visible, input:focus-visible { outline: 3px solid #fff; outline-offset: 3px; }
  label { display: block; margin-top: 1rem; }
</style></head>
<body><main>
  <h1>${words.title} — ${words.by}</h1>
  <p id="pod">${escape(pod)}</p>
  <dl>${facts}</dl>
  <button id="reload">${words.reload}</button>
  <label><input type="checkbox" id="auto"> ${words.auto}</label>
</main>
<script>
  const auto = document.getElementById("auto");
  document.getElementById("reload").onclick = () => location.reload();
  auto.checked = location.hash === "#auto";
  auto.onchange = () => { history.replaceState(null, "", auto.checked ? "#auto" : location.pathname); later(); };
  // A pod that is away must not end the reloading: look first, load when somebody answers.
  const later = () => setTimeout(async () => {
    if (!auto.checked) return;
    try { await fetch(location.pathname, { signal: AbortSignal.timeout(1000) }); location.reload(); } catch { document.title = "…"; later(); }
  }, 1000);
  later();
</script></body></html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
