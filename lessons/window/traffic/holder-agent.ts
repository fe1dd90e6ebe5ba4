import { Agent } from "node:http";
import type { Duplex } from "node:stream";
import type { Holder } from "../../../clusters/holder/holder.ts";

/** Kept HTTP connections to ports of a learner's environment: Node's own agent, which gets its connections from the holder. Destroy it at the end. */
export class HolderAgent extends Agent {
  #holder: Pick<Holder, "connect">;
  #destroyed = false;

  constructor(holder: Pick<Holder, "connect">) {
    super({ keepAlive: true, maxSockets: 1 });
    this.#holder = holder;
  }

  override createConnection(options: { port?: number | string | null }, give: (error: Error | null, stream: Duplex) => void): undefined {
    this.#holder.connect(Number(options.port)).then(
      (stream) => {
        if (this.#destroyed) stream.destroy();
        // The holder gives it paused, so that no byte is lost before somebody listens; the request that takes it does so in this very moment.
        give(this.#destroyed ? new Error("the window has ended") : null, stream);
        stream.resume();
      },
      (error: Error) => give(error, undefined as unknown as Duplex),
    );
  }

  override destroy(): void {
    this.#destroyed = true;
    super.destroy();
  }
}
