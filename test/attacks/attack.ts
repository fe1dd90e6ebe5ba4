import { expect, test } from "vitest";

/** Parts of the product that are attacked. */
export type AttackGroup = "cluster" | "host" | "network" | "web" | "content";

/** What an attack came to: what the attacker got, or the words that refused it. */
export type Outcome = { got: string } | { refused: string };

/** One attack, written as an attacker would; the same code runs against the product and against a target without that defence. */
export interface Attack<Target> {
  /** Unique over all groups: `cluster-privileged-pod`. */
  id: string;
  /** What the attacker does, in a sentence that stands in SECURITY.md. */
  what: string;
  attempt(target: Target): Promise<Outcome>;
  /** What the product's refusal says: the defence's own words, so that a typo or a dead listener does not pass for one. */
  refusal: RegExp;
  /** What the attacker gets where nothing defends it: a canary of ours. */
  canary: RegExp;
}

/** The product, and the same thing without its defences. Called when the tests run, after what sets them up. */
export interface AttackTargets<Target> {
  product(): Target;
  undefended(): Target;
}

/** How an attack went, for the report of `npm run attack`. */
export interface AttackRecord {
  id: string;
  group: AttackGroup;
  what: string;
  refused: boolean;
  /** What the refusal said, or what the attacker got. */
  reason: string;
}

declare module "vitest" {
  interface TaskMeta {
    attack?: AttackRecord;
  }
}

/** Makes a test of each attack: it has to succeed where nothing defends, and to be refused by the product with the words that its defence has. */
export function attackTests<Target>(group: AttackGroup, attacks: readonly Attack<Target>[], targets: AttackTargets<Target>): void {
  for (const { id, what, attempt, refusal, canary } of attacks) {
    test(`${id}: ${what}`, async ({ task }) => {
      expect(await attempt(targets.undefended()), "where nothing defends").toEqual({ got: expect.stringMatching(canary) });
      const outcome = await attempt(targets.product());
      const refused = "refused" in outcome;
      task.meta.attack = { id, group, what, refused, reason: tellingLine(refused ? outcome.refused : outcome.got, refusal) };
      expect(outcome).toEqual({ refused: expect.stringMatching(refusal) });
    });
  }
}

/** The line with the defence's own words, or the first one. */
function tellingLine(text: string, refusal: RegExp): string {
  const lines = text.trim().split("\n");
  return (lines.find((line) => refusal.test(line)) ?? lines[0] ?? "").slice(0, 300);
}
