import type { Socket } from "socket.io";
import { z } from "zod";
import type { Holder } from "../../clusters/holder/holder.ts";
import type { Answer, ClientToServer, Problem, ServerToClient } from "../protocol.ts";
import { TerminalProblem, TerminalSession } from "./terminal-session.ts";

/** A socket of the server; the socket layer's inter-server events and own data are of no concern here. */
export type TerminalSocket = Socket<ClientToServer, ServerToClient, any, any>;

/** What the socket layer lends to the terminals of one socket. */
export interface TerminalHost {
  /** The toolbox of the caller's own session right now; undefined while there is none. Asked anew at every attach and close. */
  holder: () => Holder | undefined;
  /** Told the names of the open terminals after one was opened or closed, to pass on to all sockets of the session; without it only this socket is told. */
  announce?: (names: string[]) => void;
  /** Told what went wrong in a way that the learner cannot help, for the log. */
  report?: (error: unknown) => void;
}

/** The terminals of one socket. */
export interface ServedTerminals extends Disposable {
  /** Ends every attachment of this socket, e.g. because the environment is being replaced; the client attaches anew. */
  detachAll(): void;
}

/** Largest input in one message; a client cuts a longer paste into pieces. */
const inputLimit = 256 * 1024;

const terminal = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);
const offset = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const size = { columns: z.number().finite(), rows: z.number().finite() };
const requests = {
  attach: z.object({ terminal, from: offset, ...size }),
  named: z.object({ terminal }),
  input: z.object({ terminal, data: z.union([z.string().max(inputLimit), z.instanceof(Uint8Array).refine((data) => data.length <= inputLimit)]) }),
  resize: z.object({ terminal, ...size }),
  ack: z.object({ terminal, offset }),
};

/**
 * Handles every `terminal:*` event of one socket: `serveTerminals(socket, { holder: () => session.environment?.holder })`, once per connection,
 * after the session cookie was checked. Everything ends with the socket's `disconnect`; dispose is for a server that stops earlier.
 */
export function serveTerminals(socket: TerminalSocket, host: TerminalHost): ServedTerminals {
  const session = new TerminalSession(host.holder);
  const announce = host.announce ?? ((names: string[]) => void socket.emit("terminals", names));

  socket.on("terminal:attach", async (request, answer) => {
    await answering(answer, host, async () => {
      const { terminal, from, ...size } = read(requests.attach, request);
      const { start, live, opened, follow } = await session.attach(terminal, from, size);
      // The answer must be on its way before the first output.
      answer({ ok: true, start, live });
      follow({
        output: ({ offset, data }) => void socket.emit("terminal:output", { terminal, offset, data }),
        closed: ({ exitCode }) => void socket.emit("terminal:closed", { terminal, exitCode }),
      });
      if (opened) announce(opened);
    });
  });
  socket.on("terminal:close", async (request, answer) => {
    await answering(answer, host, async () => {
      const names = await session.close(read(requests.named, request).terminal);
      answer({ ok: true });
      announce(names);
    });
  });
  // What makes no sense in a message without an answer is dropped: nobody but a broken client sends it.
  socket.on("terminal:detach", (request) => {
    const { data } = requests.named.safeParse(request);
    if (data) session.detach(data.terminal);
  });
  socket.on("terminal:input", (request) => {
    const { data } = requests.input.safeParse(request);
    if (data) session.input(data.terminal, typeof data.data === "string" ? Buffer.from(data.data) : data.data);
  });
  socket.on("terminal:resize", (request) => {
    const { data } = requests.resize.safeParse(request);
    if (data) session.resize(data.terminal, { columns: data.columns, rows: data.rows });
  });
  socket.on("terminal:ack", (request) => {
    const { data } = requests.ack.safeParse(request);
    if (data) session.acknowledge(data.terminal, data.offset);
  });
  socket.on("disconnect", () => session[Symbol.dispose]());
  return { detachAll: () => session.detachAll(), [Symbol.dispose]: () => session[Symbol.dispose]() };
}

function read<T>(schema: z.ZodType<T>, request: unknown): T {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  throw new TerminalProblem({ code: "bad-request", message: z.prettifyError(result.error) });
}

/** Turns whatever is thrown into an answer: this is the edge. */
async function answering<T>(answer: (a: Answer<T>) => void, host: TerminalHost, work: () => Promise<void>): Promise<void> {
  if (typeof answer !== "function") return;
  try {
    await work();
  } catch (error) {
    const known = error instanceof TerminalProblem ? error : undefined;
    if (!known || known.cause) host.report?.(error);
    const problem: Problem = known?.problem ?? { code: "internal", message: "The terminal failed; the server's log says why." };
    answer({ ok: false, problem });
  }
}
