import { once } from "node:events";
import { connect } from "node:net";
import type { Attack } from "../attack.ts";
import { canary } from "../environment/canary.ts";
import type { Places } from "../environment/places.ts";
import type { ShellTarget, Standpoint } from "../environment/shell-target.ts";
import { droppedByTheWall } from "./wall.ts";

/** Whom an attacker knocks at, and from where. */
interface Knock {
  from: Standpoint;
  /** All of them are ours. */
  urls: (places: Places) => string[];
  /** What answers; our canary unless told. */
  canary?: RegExp;
  /** False where only the attacker has a way to the listener: the attempt where nothing defends has shown that it answers. */
  answersThisMachine?: boolean;
}

/**
 * An attack by a connection. A packet that was thrown away looks like a listener that is dead. So refused means: the filter's counter went
 * up meanwhile, or the attacker's own kernel knows no way; and the very same listener takes a connection of this machine's.
 */
export function byKnock(id: string, what: string, { from, urls, canary: prize = new RegExp(canary), answersThisMachine = true }: Knock): Attack<ShellTarget> {
  return {
    id,
    what,
    canary: prize,
    refusal: /^(dropped by the wall|.*Network is unreachable$)/m,
    async attempt(target) {
      const wanted = urls(target.places);
      if (answersThisMachine) for (const url of wanted) await answers(url);
      const before = await droppedByTheWall();
      const { output } = await target[from](`${wanted.map((url) => `curl -vsSk -m 3 ${url} 2>&1 &`).join(" ")} wait`);
      if (prize.test(output)) return { got: output };
      return { refused: (await droppedByTheWall()) > before && /timed out/i.test(output) ? "dropped by the wall; the listener is there" : output };
    },
  };
}

async function answers(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect", { signal: AbortSignal.timeout(10_000) });
  socket.destroy();
}
