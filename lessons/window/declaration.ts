import { z } from "zod";

const target = z.object({ port: z.int().min(1).max(65_535), path: z.string().regex(/^\/[\x21-\x7e]*$/, "must be a path from / on") });
const count = z.int().min(0);

/** The shape of a step's `window` in `index.json`. */
export const windowDeclaration = z
  .looseObject({
    seconds: z.int().min(30).max(900),
    send: target.extend({ producers: z.int().min(1).max(16), perSecond: z.int().min(1).max(1_000) }),
    follow: target.optional(),
    watch: z.string().optional(),
    heal: z.string().optional(),
    settled: z.string().optional(),
    read: z.string(),
    needs: z.object({ kills: count.max(100), leaderKills: count.max(100), acknowledged: count.min(1).max(1_000_000) }),
    expect: z.enum(["intact", "lost"]),
    look: z.string().min(1).max(80).optional(),
  })
  .superRefine(({ watch, needs, send, seconds }, context) => {
    const mistake = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    if (needs.kills > 0 && watch === undefined) mistake(["watch"], "is missing: without it no kill is ever seen");
    if (needs.leaderKills > needs.kills) mistake(["needs", "leaderKills"], `is more than kills (${needs.kills})`);
    const most = send.perSecond * seconds;
    if (needs.acknowledged > most) mistake(["needs", "acknowledged"], `is more than is ever sent (${send.perSecond} a second for ${seconds} s: ${most})`);
  });

/** A step's `window`, read and found free of mistakes, its scripts still by name. */
export type WindowDeclaration = z.infer<typeof windowDeclaration>;

/** What a `window` may hold, by the place of its object; for advice about keys that nobody reads. */
export const windowKeys: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(windowDeclaration.shape),
  ".send": ["port", "path", "producers", "perSecond"],
  ".follow": ["port", "path"],
  ".needs": ["kills", "leaderKills", "acknowledged"],
};
