import { HolderError } from "../clusters/holder/holder.ts";
import type { Log } from "./log.ts";
import type { Problem } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { StoreError } from "./store/store-error.ts";

/** What the caller is told of an error; one that the caller cannot help is logged here, once, with what was asked for. */
export function problemOf(error: unknown, log: Log, asked: string): Problem {
  if (error instanceof Refusal) return error.problem;
  log.error({ event: "request-failed", asked, err: error });
  if (error instanceof HolderError) return { code: "environment-silent", message: `the environment does not answer: ${error.message}` };
  if (error instanceof StoreError) return { code: "cannot-save", message: "the server cannot save anything right now, so this was not done; tell the workshop's host, the page's status says why" };
  return { code: "internal", message: "this failed in the server; its log says why" };
}
