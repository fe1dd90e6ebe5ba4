import { once } from "node:events";
import { chmod, mkdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { join } from "node:path";
import type { Log } from "../log.ts";
import { problemOf } from "../problem.ts";
import { Refusal } from "../refusal.ts";
import type { Workshop } from "../workshop/workshop.ts";
import { roomOf } from "./room.ts";

/** Where the operator's commands ask the server of a state folder, by HTTP. */
export function operatorSocket(stateDir: string): string {
  return join(stateDir, "operator", "operator.sock");
}

/** Answers the operator's commands. Whoever may open the socket is the operator: its folder is closed to all but the server's own user. */
export async function serveOperator({ stateDir, workshop, log }: { stateDir: string; workshop: Workshop; log: Log }): Promise<Server> {
  const path = operatorSocket(stateDir);
  await mkdir(join(stateDir, "operator"), { recursive: true, mode: 0o700 });
  await chmod(join(stateDir, "operator"), 0o700);
  // Left by a server that was killed; the lock of the state folder says that none runs.
  await rm(path, { force: true });
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    try {
      response.setHeader("Content-Type", "application/json").end(JSON.stringify(answerOf(request, workshop)));
    } catch (error) {
      response.writeHead(400, { "Content-Type": "application/json" }).end(JSON.stringify(problemOf(error, log, "operator")));
    }
  });
  server.listen({ path });
  await once(server, "listening");
  return server;
}

function answerOf({ method, url = "" }: IncomingMessage, workshop: Workshop): object {
  const { pathname, searchParams } = new URL(url, "http://operator");
  switch (`${method} ${pathname}`) {
    case "GET /learners":
      return roomOf(workshop);
    case "POST /end":
      return { nickname: workshop.endEnvironment(searchParams.get("environment") ?? "").nickname };
    default:
      throw new Refusal("bad-request", "this server is of another version than the command: there is no such request");
  }
}
