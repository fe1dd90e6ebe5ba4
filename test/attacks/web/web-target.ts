/** A server to attack, with a victim who has joined and an attacker who has, too. */
export interface WebTarget {
  url: string;
  /** Cookie headers. */
  victim: string;
  attacker: string;
  /** The resume token of the attacker's own session. */
  attackerToken: string;
  /** What the attacker knows of the victim's session: its id. */
  victimId: string;
  /** Where a preview shows the app of the attacker, and the cookies that the victim's browser sends there. */
  previewUrl: string;
  previewCookies: string;
}
