import { randomBytes } from "node:crypto";
import type { Sealer } from "../access/seal.ts";
import type { Session } from "../workshop/session.ts";

/** One of the listening ports for previews, and what it shows to whom. */
export interface PreviewSlot {
  /** The port it listens on. */
  readonly port: number;
  /** By session: the learner's own port that it shows, and the environment whose it was when the preview was opened last. */
  readonly shows: Map<string, { target: number; usedAt: number; environmentId?: string }>;
}

/** What a token is good for. */
export interface Exchanged {
  cookie: string;
  path: string;
  /** What the browser keeps of this origin may be another app's: of another learner, of another port or of an environment before. */
  foreign: boolean;
}

interface Ticket {
  sessionId: string;
  slot: PreviewSlot;
  target: number;
  path: string;
  until: number;
}

const ticketMs = 60_000;
/** A person follows a link at once. */
const mostTicketsOfSession = 20;
const mostTickets = 10_000;

/** Path that exchanges the one-time token for the preview's own cookie; a learner's app is unlikely to have one like it. */
export const ticketPath = "/.tatami-preview";

/** Which preview port shows which of a learner's ports, and who may look at it. */
export class Previews {
  #slots: PreviewSlot[] = [];
  #tickets = new Map<string, Ticket>();
  #sealer: Sealer;
  #find: (sessionId: string) => Session | undefined;

  constructor(options: { sealer: Sealer; find: (sessionId: string) => Session | undefined }) {
    this.#sealer = options.sealer;
    this.#find = options.find;
  }

  /** A port is listened on for previews from now on. */
  add(port: number): PreviewSlot {
    const slot: PreviewSlot = { port, shows: new Map() };
    this.#slots.push(slot);
    return slot;
  }

  /** A URL for one use that shows `port` from `path` on to this session: on the port that shows it already, else a free one, else the one unused for longest. */
  open(sessionId: string, { port: target, path }: { port: number; path: string }, from: { host: string; protocol: string }): string {
    const shown = (slot: PreviewSlot) => slot.shows.get(sessionId);
    const slot =
      this.#slots.find((candidate) => shown(candidate)?.target === target) ??
      this.#slots.find((candidate) => !shown(candidate)) ??
      this.#slots.reduce((oldest, candidate) => (shown(candidate)!.usedAt < shown(oldest)!.usedAt ? candidate : oldest));
    slot.shows.set(sessionId, { ...kept(shown(slot), target), target, usedAt: performance.now() });
    const token = randomBytes(24).toString("base64url");
    this.#forgetOldTickets(sessionId);
    this.#tickets.set(token, { sessionId, slot, target, path, until: performance.now() + ticketMs });
    const url = new URL(`${from.protocol}://${from.host}`);
    url.port = String(slot.port);
    url.pathname = ticketPath;
    url.searchParams.set("token", token);
    return url.href;
  }

  /** The cookie's value for a token and where it leads, once; undefined for one that is unknown, used, old, of another port or of another session. `had` is the cookie that the browser has already. */
  exchange(slot: PreviewSlot, token: string, session: Session | undefined, had: string | undefined): Exchanged | undefined {
    const ticket = this.#tickets.get(token);
    this.#tickets.delete(token);
    if (!ticket || ticket.slot !== slot || ticket.until < performance.now() || !session || session.id !== ticket.sessionId) return undefined;
    const text = `${session.id}.${ticket.target}`;
    const cookie = `${text}.${this.#seal(slot, text)}`;
    const environmentId = session.environment.environment?.id;
    const before = kept(slot.shows.get(session.id), ticket.target);
    slot.shows.set(session.id, { target: ticket.target, usedAt: performance.now(), ...(environmentId !== undefined && { environmentId }) });
    return { cookie, path: ticket.path, foreign: had !== cookie || environmentId === undefined || before.environmentId !== environmentId };
  }

  /** Whose port a cookie lets one look at through this slot; undefined when the cookie is forged, or the slot shows something else by now. */
  admit(slot: PreviewSlot, cookie: string | undefined): { session: Session; target: number } | undefined {
    const [, sessionId = "", port, seal = ""] = /^([\w-]{22})\.(\d{1,5})\.([\w-]{27})$/.exec(cookie ?? "") ?? [];
    if (!sessionId || !this.#sealer.verify(seal, "preview-cookie", `${slot.port} ${sessionId}.${port}`, noNonce)) return undefined;
    const session = this.#find(sessionId);
    const target = Number(port);
    // After a restart of the server the cookie is what is left to know.
    const shows = slot.shows.get(sessionId) ?? { target, usedAt: 0 };
    if (!session || shows.target !== target) return undefined;
    slot.shows.set(sessionId, { ...shows, usedAt: performance.now() });
    return { session, target };
  }

  /** Nothing is shown to this session any more. */
  forget(sessionId: string): void {
    for (const slot of this.#slots) slot.shows.delete(sessionId);
  }

  #seal(slot: PreviewSlot, text: string): string {
    return this.#sealer.seal("preview-cookie", `${slot.port} ${text}`, noNonce);
  }

  #forgetOldTickets(sessionId: string): void {
    const own = [...this.#tickets].filter(([, ticket]) => ticket.sessionId === sessionId);
    for (const [token] of own.slice(0, Math.max(0, own.length - mostTicketsOfSession + 1))) this.#tickets.delete(token);
    for (const [token, { until }] of this.#tickets) {
      if (until >= performance.now() && this.#tickets.size < mostTickets) break;
      this.#tickets.delete(token);
    }
  }
}

const noNonce = new Uint8Array();

/** The environment that a slot was opened for, while it shows this port. */
function kept(shows: { target: number; environmentId?: string } | undefined, target: number): { environmentId?: string } {
  return shows?.target === target && shows.environmentId !== undefined ? { environmentId: shows.environmentId } : {};
}
