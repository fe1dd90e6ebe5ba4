import { effect, signal } from "@preact/signals";
import type { Answer, ResumeChoice, ResumeRequest, SessionState, Venue, VenueStatus } from "../server/protocol.ts";
import { get, post } from "./api.ts";
import { closeLine, openLine, socket } from "./connection.ts";
import { pause } from "./pause.ts";
import type { Reply, Trouble } from "./trouble.ts";

/** The venue as the server last told it; undefined until the first answer. */
export const venue = signal<Omit<Venue, "session"> | undefined>(undefined);

/** This learner's stay; undefined before joining and after leaving. */
export const session = signal<SessionState | undefined>(undefined);

/** Why the server could not be asked, while it cannot. */
export const venueTrouble = signal<Trouble | undefined>(undefined);

/** Why the resume link of this page's address did not work. */
export const resumeTrouble = signal<Trouble | undefined>(undefined);

/** Another session that a link offers to this browser, which has its own: whoever sent the link would see all that is typed there. */
export const resumeOffer = signal<(ResumeChoice & { token: string }) | undefined>(undefined);

const pollMs = { preparing: 1_000, joining: 5_000, unreachable: 2_000 };

/** Opens the page's session: takes up the resume link, asks the server, and keeps asking while there is no connection that would tell. */
export async function openSession(): Promise<void> {
  await takeResumeLink();
  for (;;) {
    await refreshVenue();
    await pause(pollDelay());
    await untilNeeded();
  }
}

/** Joins; the answer's problem belongs next to the field that it names. */
export async function join(request: { nickname: string; accessCode?: string }): Promise<Reply> {
  const reply = await post<Answer<{ session: SessionState }>>("/api/join", request);
  if (reply.ok) session.value = reply.session;
  return reply;
}

/** Ends the session for good, environment and progress included. */
export async function leave(): Promise<Reply> {
  const reply = await post("/api/leave", {});
  if (reply.ok || reply.problem.code === "not-joined") session.value = undefined;
  return reply;
}

/** The address that opens this session in another browser. */
export function resumeLink(): string {
  return `${location.origin}/#resume=${encodeURIComponent(session.value?.resumeToken ?? "")}`;
}

/** Goes on in the session of {@link resumeOffer}, in the place of this browser's own. */
export async function takeResumeOffer(): Promise<Reply> {
  const token = resumeOffer.value?.token;
  resumeOffer.value = undefined;
  const reply = await post("/api/resume", { token, instead: true } satisfies Partial<ResumeRequest>);
  // Everything on the page, its line included, is the other session's.
  if (reply.ok) location.reload();
  return reply;
}

async function takeResumeLink(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get("resume");
  if (!token) return;
  // The token opens the session for whoever sees it, so it does not stay in the address bar or in the history.
  history.replaceState(null, "", location.pathname + location.search);
  const reply = await post<Answer<{ session: SessionState } | { choice: ResumeChoice }>>("/api/resume", { token } satisfies ResumeRequest);
  resumeTrouble.value = reply.ok ? undefined : reply.problem;
  if (!reply.ok) return;
  if ("choice" in reply) resumeOffer.value = { ...reply.choice, token };
  else session.value = reply.session;
}

async function refreshVenue(): Promise<void> {
  const reply = await get<Venue>("/api/venue");
  venueTrouble.value = reply.ok ? undefined : reply.problem;
  if (!reply.ok) return;
  const { session: own, ...rest } = reply.data;
  venue.value = rest;
  if (own || !socket.connected) session.value = own;
}

function pollDelay(): number {
  if (venueTrouble.value) return pollMs.unreachable;
  return venue.value?.status.status === "preparing" ? pollMs.preparing : pollMs.joining;
}

/** A connected socket tells everything by itself. */
function untilNeeded(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!session.value || needsVenue.value || !venue.value) queueMicrotask(() => (stop(), resolve()));
    });
  });
}

const needsVenue = signal(false);

socket.on("session", (state) => (session.value = state));
socket.on("venue", (status: VenueStatus) => {
  if (venue.value) venue.value = { ...venue.value, status };
});
socket.on("connect", () => (needsVenue.value = false));
// A refused handshake means that the session is over: the venue's answer says so, and the page goes back to the entrance.
socket.on("connect_error", () => (needsVenue.value = true));

effect(() => {
  if (session.value) openLine();
  else closeLine();
});
