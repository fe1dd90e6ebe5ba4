import { postPaths } from "../../../server/post-paths.ts";
import type { Attack, Outcome } from "../attack.ts";
import { canary } from "./naive-server.ts";
import { answerOf, post, type Reply } from "./requests.ts";
import type { WebTarget } from "./web-target.ts";

/** What is tried to be let in as somebody else, or to have somebody else work as oneself. */
export const sessionAttacks: readonly Attack<WebTarget>[] = [
  ...postPaths.map((path): Attack<WebTarget> => ({
    id: `web-csrf-${path.slice("/api/".length).replaceAll("/", "-")}`,
    what: `A foreign page posts a form to ${path} with the victim's cookie`,
    attempt: async ({ url, victim }) => answerOf(await post(url, path, JSON.stringify({ nickname: "Eve", token: "1", port: 80, path: "~/.bashrc", how: "append", text: "evil", version: "new" }), { cookie: victim, origin: "http://evil.example", "content-type": "text/plain", "sec-fetch-site": "cross-site" })),
    canary: /"ok":true/,
    refusal: /this was sent by another site's page/,
  })),
  {
    id: "web-json-as-form",
    what: "A form without an Origin header posts JSON as text/plain",
    attempt: async ({ url }) => answerOf(await post(url, "/api/join", JSON.stringify({ nickname: "Eve" }), { "content-type": "text/plain" })),
    canary: /"ok":true/,
    refusal: /send JSON, with Content-Type: application\/json/,
  },
  {
    id: "web-cookie-forged",
    what: "A session cookie is made up from another session's id",
    attempt: async ({ url, victimId }) => nicknameOf(await (await fetch(`${url}/api/venue`, { headers: { cookie: `tatami_session=${victimId}` } })).json()),
    canary: new RegExp(canary),
    refusal: /no session/,
  },
  {
    id: "web-cookie-fixation",
    what: "The attacker plants a session cookie before the victim joins, and uses it afterwards",
    attempt: async ({ url }) => {
      const planted = "tatami_session=planted-by-the-attacker";
      const joined = await post(url, "/api/join", JSON.stringify({ nickname: canary }), { cookie: planted, origin: url, "content-type": "application/json" });
      if (joined.status !== 200) throw new Error(`The victim could not join: ${joined.body}`);
      return nicknameOf(await (await fetch(`${url}/api/venue`, { headers: { cookie: planted } })).json());
    },
    canary: new RegExp(canary),
    refusal: /no session/,
  },
  {
    id: "web-cookie-fixation-link",
    what: "The attacker sends the victim, who is at work, a link to the attacker's own session, to watch what is typed there",
    attempt: async ({ url, victim, attackerToken }) => {
      const { body } = await post(url, "/api/resume", JSON.stringify({ token: attackerToken }), { cookie: victim, origin: url, "content-type": "application/json" });
      return /"choice"/.test(body) ? { refused: body } : { got: body };
    },
    canary: /"nickname":"Eve"/,
    refusal: new RegExp(`"choice":{"own":"${canary}","other":"Eve"}`),
  },
  {
    id: "web-cookie-twice",
    what: "A learner's page plants a second session cookie beside the victim's, so that the victim works in the attacker's session",
    attempt: async ({ url, victim, attacker }) => nicknameOf(await (await fetch(`${url}/api/venue`, { headers: { cookie: `${attacker}; ${victim}` } })).json()),
    canary: /./,
    refusal: /no session/,
  },
  {
    id: "web-resume-guessing",
    what: "Resume links are guessed, one after the other",
    attempt: async ({ url }) => {
      let last: Reply = { status: 0, body: "" };
      for (let guess = 40; guess > 0 && last.status !== 200 && last.status !== 429; guess--) {
        last = await post(url, "/api/resume", JSON.stringify({ token: String(guess) }), { origin: url, "content-type": "application/json" });
      }
      return answerOf(last);
    },
    canary: /"ok":true/,
    refusal: /too many attempts from this address/,
  },
];

function nicknameOf(venue: unknown): Outcome {
  const nickname = (venue as { session?: { nickname?: string } }).session?.nickname;
  return nickname === undefined ? { refused: "no session" } : { got: nickname };
}
