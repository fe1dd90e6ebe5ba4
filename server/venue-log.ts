import type { Log } from "./log.ts";
import type { VenueWatch } from "./venue-watch.ts";

/** Writes a line whenever the venue's status or the reason of its trouble is another one than before. */
export function logVenue(venue: VenueWatch, log: Log): void {
  let logged = "";
  const look = (): void => {
    const now = venue.status();
    const facts = { status: now.status, ...(now.status === "degraded" && { cause: now.cause, reason: now.reason }) };
    const line = JSON.stringify(facts);
    if (line === logged) return;
    logged = line;
    log[now.status === "degraded" ? "warn" : "info"]({ event: "venue", ...facts });
  };
  venue.onChange(look);
  look();
}
