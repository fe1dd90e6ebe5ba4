import { io, type Socket } from "socket.io-client";
import { poll } from "../../../clusters/poll.ts";
import type { Attack, Outcome } from "../attack.ts";
import { canary } from "./naive-server.ts";
import { upgrade } from "./requests.ts";
import type { WebTarget } from "./web-target.ts";

/** What is tried by the WebSocket, by who may open one and by who may not. */
export const socketAttacks: readonly Attack<WebTarget>[] = [
  {
    id: "web-socket-foreign-origin",
    what: "A foreign page opens the WebSocket, with the victim's cookie sent along by the browser",
    attempt: async ({ url, victim }) => {
      // The same request from the page itself: what refuses is the origin, and nothing else.
      const own = await upgrade(url, { cookie: victim, origin: url });
      if (own !== "101 Switching Protocols") throw new Error(`The page itself got ${own}.`);
      const answer = await upgrade(url, { cookie: victim, origin: "http://evil.example" });
      return answer.startsWith("101") ? { got: "connected" } : { refused: answer };
    },
    canary: /connected/,
    refusal: /^400 Bad Request$/,
  },
  {
    id: "web-other-terminal",
    what: "A learner asks for the terminal of another learner's session by its id",
    attempt: async ({ url, attacker, victimId }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        let heard = "";
        socket.on("terminal:output", ({ data }: { data: Uint8Array }) => void (heard += Buffer.from(data).toString()));
        const answer = await socket.timeout(10_000).emitWithAck("terminal:attach", { terminal: "main", session: victimId, from: 0, columns: 80, rows: 24 });
        if (!answer.ok) return { refused: answer.problem.message };
        socket.emit("terminal:input", { terminal: "main", data: "echo eve-$((6*7))\r" });
        // Told in order: by then everything that was kept of this terminal has been told, too.
        await poll({ name: "an answer of the terminal", timeoutMs: 20_000, intervalMs: 10 }, async () => /eve-42|canary/.test(heard));
        return heard.includes(canary) ? { got: heard } : { refused: "the attacker's own terminal, and nothing of the victim's" };
      }),
    canary: new RegExp(canary),
    refusal: /^the attacker's own terminal, and nothing of the victim's$/,
  },
  {
    id: "web-lesson-id-start",
    what: "A lesson is started whose id is a path out of the folder of lessons",
    attempt: async ({ url, attacker }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        const answer = await socket.timeout(10_000).emitWithAck("lesson:start", { lessonId: "../../secret.txt" });
        return answer.ok ? { got: answer.title } : { refused: answer.problem.message };
      }),
    canary: new RegExp(canary),
    refusal: /^there is no such lesson here$/,
  },
  {
    id: "web-frame-100mb",
    what: "A single WebSocket message of 100 MB",
    attempt: async ({ url, attacker }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        const ended = endOf(socket, { url, attacker });
        const answered = socket.timeout(60_000).emitWithAck("terminal:input", { terminal: "1", data: Buffer.alloc(100_000_000) });
        return await answered.then((answer): Outcome => ({ got: `${answer.bytes} bytes` }), () => ended);
      }),
    canary: /^100000000 bytes$/,
    refusal: /^transport (close|error); a new connection is answered$/,
  },
  {
    id: "web-event-flood",
    what: "10,000 events in one second",
    attempt: async ({ url, attacker }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        const ended = endOf(socket, { url, attacker });
        for (let event = 0; event < 10_000; event++) socket.emit("terminal:resize", { terminal: "1", columns: 80, rows: 24 });
        return await socket.timeout(30_000).emitWithAck("lesson:leave").then((): Outcome => ({ got: "all were taken" }), () => ended);
      }),
    canary: /all were taken/,
    refusal: /^(io server disconnect|transport (close|error)); a new connection is answered$/,
  },
  {
    id: "web-connect-flood",
    what: "A stranger without a cookie asks 20,000 times to be let in, by one connection",
    attempt: async ({ url, attacker }) => {
      const socket = new WebSocket(`${url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`);
      let answers = 0;
      socket.addEventListener("message", ({ data }) => void (/^4[04]/.test(String(data)) && answers++));
      const closed = new Promise((resolve) => socket.addEventListener("close", resolve, { once: true }));
      await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
      for (let attempt = 0; attempt < 20_000; attempt++) socket.send("40");
      // socket.io itself ends a connection for an attempt that comes when one before has been let in.
      await closed;
      if (answers > 100) return { got: `answered ${answers} times` };
      // It is no end of the server: somebody who connects afterwards is answered.
      return await withSocket(url, { cookie: attacker, origin: url }, async (second) => {
        await second.timeout(10_000).emitWithAck("terminal:close", { terminal: "none" });
        return { refused: `closed, answered ${answers} times; a new connection is answered` };
      });
    },
    canary: /^answered \d{3,} times$/,
    refusal: /^closed, answered \d{1,2} times; a new connection is answered$/,
  },
  {
    id: "web-environment-loop",
    what: "A learner begins the lesson anew without end, so that every environment that was ready for others is used up",
    attempt: async ({ url, attacker }) =>
      await withSocket(url, { cookie: attacker, origin: url }, async (socket) => {
        if (!(await socket.timeout(10_000).emitWithAck("lesson:start", { lessonId: "valid-host-shell" })).ok) throw new Error("The lesson did not begin.");
        for (let count = 1; count <= 20; count++) {
          const answer = await socket.timeout(10_000).emitWithAck("lesson:restart");
          if (!answer.ok) return { refused: answer.problem.message };
        }
        return { got: "20 fresh environments" };
      }),
    canary: /^20 fresh environments$/,
    refusal: /^too many fresh environments in a short time; try again in \d+ s$/,
  },
];

/** The end of a connection by the server, which is no end of the server: somebody who connects afterwards is answered. */
async function endOf(socket: Socket, { url, attacker }: Pick<WebTarget, "url" | "attacker">): Promise<Outcome> {
  const reason = await new Promise<string>((resolve) => socket.once("disconnect", resolve));
  return await withSocket(url, { cookie: attacker, origin: url }, async (second) => {
    await second.timeout(10_000).emitWithAck("terminal:close", { terminal: "none" });
    return { refused: `${reason}; a new connection is answered` };
  });
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