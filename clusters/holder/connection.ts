import type { Socket } from "node:net";
import type { Beginnings } from "./begin.ts";
import type { HolderConfig } from "./config.ts";
import { editLimit } from "./holder.ts";
import { writeHomeFile } from "./home-file.ts";
import { listLearnerFiles, readLearnerFile, saveLearnerFile } from "./learner-file.ts";
import { openTerminal, type Terminals } from "./open-terminals.ts";
import { readBytes } from "./read-bytes.ts";
import { clampSize, parseRequest } from "./request.ts";
import { runScript } from "./script.ts";
import type { Terminal } from "./terminal.ts";
import { openTunnel } from "./tunnel.ts";
import { Viewer } from "./viewer.ts";
import { FrameReader, line, readLine } from "./wire.ts";

/** What one connection may keep waiting for before it is complete. */
const requestMs = 30_000;
/** More than a person looks through. */
const filesListed = 500;

/** What a holder has beside its configuration. */
export interface Held {
  terminals: Terminals;
  beginnings: Beginnings;
}

/** Serves one connection from its first line to its end; a refusal is answered, never thrown. */
export async function serveConnection(socket: Socket, held: Held, config: HolderConfig): Promise<void> {
  socket.setTimeout(requestMs, () => socket.destroy());
  // A connection may break at any time; what depends on it listens to `close`.
  socket.on("error", () => socket.destroy());
  try {
    await answer(socket, held, config);
  } catch (error) {
    if (!socket.destroyed) socket.end(line({ ok: false, message: (error as Error).message }));
    socket.resume();
  }
}

async function answer(socket: Socket, { terminals, beginnings }: Held, config: HolderConfig): Promise<void> {
  const request = parseRequest(await readLine(socket));
  switch (request.do) {
    case "open":
      openTerminal(terminals, request, config);
      return finish(socket, {});
    case "list": {
      const list = [...terminals.values()].map(({ name, size, ring, exitCode }) => ({ name, size, end: ring.end, exitCode }));
      return finish(socket, { terminals: list });
    }
    case "close": {
      terminals.get(request.name)?.close();
      terminals.delete(request.name);
      return finish(socket, {});
    }
    case "attach": {
      const terminal = terminals.get(request.name);
      if (!terminal) throw new Error(`there is no terminal ${request.name}`);
      return follow(socket, terminal, request.from);
    }
    case "script": {
      const script = await readBytes(socket, request.bytes);
      socket.setTimeout(0);
      socket.write(line({ ok: true }));
      return runScript(socket, request, script, config);
    }
    case "begin": {
      const body = await readBytes(socket, request.script + request.text);
      return finish(socket, { first: beginnings.begin(request, body.subarray(0, request.script), body.subarray(request.script).toString("utf8")) });
    }
    case "begun":
      return finish(socket, { begun: beginnings.list() });
    case "connect":
      return openTunnel(socket, request.port, config.node);
    case "write": {
      const content = await readBytes(socket, request.bytes);
      await writeHomeFile({ path: request.path, mode: request.mode, content }, config);
      return finish(socket, {});
    }
    case "read": {
      const file = await readLearnerFile({ path: request.path, limit: editLimit }, config);
      if (typeof file === "string") return finish(socket, { found: file });
      socket.write(line({ ok: true, found: "file", version: file.version, bytes: file.content.length }));
      socket.end(file.content);
      socket.resume();
      return;
    }
    case "save": {
      const content = await readBytes(socket, request.bytes);
      return finish(socket, await saveLearnerFile({ path: request.path, version: request.version, content }, config));
    }
    case "files":
      return finish(socket, { paths: await listLearnerFiles({ most: filesListed }, config) });
  }
}

function finish(socket: Socket, facts: object): void {
  socket.end(line({ ok: true, ...facts }));
  // Reads on to the other side's end, so that the connection can close.
  socket.resume();
}

/** A number beyond the terminal's end belongs to another life of it: such a caller gets everything from the start. */
function follow(socket: Socket, terminal: Terminal, from: number): void {
  const { ring } = terminal;
  const start = from > ring.end ? ring.start : Math.max(from, ring.start);
  const viewer = new Viewer(socket, ring, start);
  const frames = new FrameReader(
    (data) => terminal.write(data),
    (said) => {
      if (typeof said !== "object" || said === null || !("seen" in said)) return terminal.resize(clampSize(said));
      viewer.see(said.seen as number);
      terminal.adjustFlow();
    },
  );
  socket.setTimeout(0);
  socket.on("data", (data: Buffer) => {
    try {
      frames.push(data);
    } catch {
      // Not our protocol: the other side hears of it by the end of the connection.
      socket.destroy();
    }
  });
  socket.on("drain", () => {
    viewer.flush();
    terminal.adjustFlow();
  });
  socket.on("end", () => socket.destroy());
  socket.on("close", () => terminal.detach(viewer));
  socket.write(line({ ok: true, start, live: ring.end }));
  terminal.attach(viewer);
  socket.resume();
}
