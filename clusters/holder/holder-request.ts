import type { Socket } from "node:net";
import { z } from "zod";
import { HolderError } from "./holder.ts";
import { connectToSocket } from "./holder-socket.ts";
import type { HolderRequest } from "./request.ts";
import { line, readLine } from "./wire.ts";

/** Where a holder is and how long it may take to answer. */
export interface HolderAddress {
  socketPath: string;
  timeoutMs: number;
}

const refusal = z.object({ ok: z.literal(false), message: z.string().max(2_000) });

/** Asks a holder one thing over a connection of its own; gives its checked answer and the paused connection, whose end is told by `close` alone. Throws {@link HolderError}. */
export async function askHolder<T>(
  address: HolderAddress,
  request: HolderRequest,
  options: { answer: z.ZodType<T>; body?: Uint8Array; timeoutMs?: number; signal?: AbortSignal },
): Promise<{ socket: Socket; answer: T }> {
  const timeoutMs = options.timeoutMs ?? address.timeoutMs;
  const socket = connected(address, request);
  const abort = () => socket.destroy(new Error("it was cancelled"));
  const limit = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    if (options.signal?.aborted) abort();
    socket.write(line(request));
    if (options.body) socket.write(options.body);
    const said = await readLine(socket);
    const refused = refusal.safeParse(said);
    if (refused.success) throw new Error(refused.data.message);
    return { socket, answer: options.answer.parse(said) };
  } catch (error) {
    socket.destroy();
    throw failure(request, error);
  } finally {
    clearTimeout(limit);
    options.signal?.removeEventListener("abort", abort);
  }
}

function connected({ socketPath }: HolderAddress, request: HolderRequest): Socket {
  try {
    // Whoever holds the other end may reset the connection at any moment of its life, also when nobody waits for anything: that is no reason for this process to end.
    return connectToSocket(socketPath).on("error", () => undefined);
  } catch (error) {
    throw failure(request, error);
  }
}

function failure(request: HolderRequest, error: unknown): HolderError {
  return new HolderError(`the toolbox did not ${describe(request)}: ${reason(error)}`, { cause: error });
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return `its answer makes no sense (${z.prettifyError(error)})`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ECONNREFUSED") return "its holder does not run";
  return message;
}

function describe(request: HolderRequest): string {
  switch (request.do) {
    case "open":
      return `open the terminal ${request.name}`;
    case "list":
      return "list its terminals";
    case "close":
      return `close the terminal ${request.name}`;
    case "attach":
      return `attach the terminal ${request.name}`;
    case "script":
      return `run a script as ${request.user}`;
    case "begin":
      return `begin ${request.name}`;
    case "begun":
      return "tell what it has begun";
    case "connect":
      return `connect to port ${request.port}`;
    case "write":
      return `write ${request.path}`;
    case "read":
      return `read ${request.path}`;
    case "save":
      return `save ${request.path}`;
    case "files":
      return "list the learner's files";
  }
}
