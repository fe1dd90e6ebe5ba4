import type { IncomingMessage, ServerResponse } from "node:http";

/** One role of the chat, as {@link serve} runs it. */
export interface Service {
  /** Answers a request; what it throws is answered at the edge. */
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> | void;
  /** Throws, with a sentence, when requests should go to another Pod. Answers within 2.5 s. */
  ready(): Promise<void>;
  /** Ends what would go on for ever, such as streams of events: called when no new requests come any more. */
  stop?(): void;
  /** Closes what it has open; called when nothing is under way any more. */
  close(): Promise<void>;
}
