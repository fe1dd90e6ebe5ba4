import { z } from "zod";
import { HolderError, type ScriptOptions, type ScriptResult } from "./holder.ts";
import { askHolder, type HolderAddress } from "./holder-request.ts";
import { outputLimit, scriptLimit } from "./request.ts";
import { FrameReader } from "./wire.ts";

/** A holder that does not keep a script's time limit is given this much longer. */
const graceMs = 10_000;

const endNote = z.object({ exitCode: z.number().int().optional(), timedOut: z.boolean(), truncated: z.boolean() });

/** Runs a script in the toolbox to its end; rejects with {@link HolderError} only when the toolbox cannot be reached or vanishes meanwhile. */
export async function runRemoteScript(address: HolderAddress, options: ScriptOptions): Promise<ScriptResult> {
  const body = Buffer.from(options.script);
  if (body.length > scriptLimit) throw new HolderError(`a script of ${body.length} bytes is longer than ${scriptLimit}`);
  const stopped: ScriptResult = { timedOut: false, output: "", truncated: false };
  if (options.signal?.aborted) return stopped;
  const { socket } = await askHolder(
    address,
    { do: "script", user: options.user, env: options.env ?? {}, timeoutMs: options.timeoutMs, wholeOutput: options.wholeOutput ?? false, bytes: body.length },
    { answer: z.object({ ok: z.literal(true) }), body },
  );
  return new Promise((resolve, reject) => {
    const decoder = new TextDecoder();
    let output = "";
    let received = 0;
    let end: z.infer<typeof endNote> | undefined;
    // The other end may be in the hands of a learner who is root in their toolbox: it is held here to what a holder keeps to by itself.
    const frames = new FrameReader(
      (data) => {
        received += data.length;
        if (end || (!options.wholeOutput && received > outputLimit)) throw new Error("it sent more output than a script may have");
        const text = decoder.decode(data, { stream: true });
        if (output.length < outputLimit) output = (output + text).slice(0, outputLimit);
        if (text) options.onOutput?.(text);
      },
      (value) => {
        if (end) throw new Error("it said twice how the script ended");
        end = endNote.parse(value);
      },
    );
    const abort = () => socket.destroy();
    const limit = setTimeout(() => socket.destroy(new Error("the holder did not keep the time limit")), options.timeoutMs + graceMs);
    options.signal?.addEventListener("abort", abort, { once: true });
    if (options.signal?.aborted) abort();
    let problem: Error | undefined;
    socket.on("error", (error) => {
      problem = error;
    });
    socket.on("data", (data: Buffer) => {
      try {
        frames.push(data);
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
    socket.on("end", () => socket.end());
    socket.on("close", () => {
      clearTimeout(limit);
      options.signal?.removeEventListener("abort", abort);
      if (output.length < outputLimit) output += decoder.decode();
      if (end) resolve({ ...end, output });
      else if (options.signal?.aborted) resolve({ ...stopped, output });
      else reject(new HolderError(`the toolbox did not run a script as ${options.user} to its end: ${problem?.message ?? "it is gone"}`, { cause: problem }));
    });
    socket.resume();
  });
}
