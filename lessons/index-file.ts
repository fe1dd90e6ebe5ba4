import { z } from "zod";
import { grants } from "../clusters/policies/grant.ts";
import { nearWord } from "./near-word.ts";
import { windowDeclaration } from "./window/declaration.ts";

const text = z.union([z.string(), z.number().transform(String)], "must be a text");
const seconds = z.number().int().min(0).max(300);

const part = z.looseObject({
  title: text.optional(),
  text: z.string().optional(),
  /** Katacoda says courseData and code, Killercoda background and foreground; real content mixes them. */
  background: z.string().optional(),
  courseData: z.string().optional(),
  foreground: z.string().optional(),
  code: z.string().optional(),
  credits: text.optional(),
});

const step = part.extend({
  verify: z.string().optional(),
  answer: z.string().optional(),
  hint: z.string().optional(),
  /** Tatami's own from here on. */
  solve: z.string().optional(),
  setup: z.string().optional(),
  cleanup: z.string().optional(),
  verifyTimeout: seconds.min(1).optional(),
  recheck: seconds.optional(),
  window: windowDeclaration.optional(),
});

const asset = z.looseObject({
  file: z.string(),
  target: z.string(),
  chmod: text.optional(),
  /** Tatami: whose `assets/` it is in: the lesson's own when missing, or the one beside the course's structure.json. */
  from: z.enum(["lesson", "course"]).optional(),
});

const grant = z.enum(grants, {
  error: ({ input }) => {
    const meant = nearWord(String(input), grants);
    return `${JSON.stringify(input)} cannot be granted; ${meant ? `is "${meant}" meant?` : `what can be: ${grants.join(", ")}`}`;
  },
});

export type IndexAsset = z.infer<typeof asset>;

/** The shape of `index.json`: Katacoda's, Killercoda's and ours in one. Keys that are not named here are carried or advised about, never refused. */
export const indexFile = z.looseObject({
  title: text.optional(),
  description: text.optional(),
  difficulty: text.optional(),
  time: text.optional(),
  /** Tatami: language of the files outside `_<lang>/`. */
  language: z.enum(["ja", "en"]).optional(),
  /** Tatami: who runs verify. */
  verifyAs: z.enum(["checker", "learner"]).optional(),
  /** Tatami: rights in the cluster beyond every learner's; only beside `"verifyAs": "checker"`. */
  grants: z.array(grant).optional(),
  /** Tatami: runs once at the start. */
  setup: z.string().optional(),
  details: z
    .looseObject({
      intro: part.optional(),
      steps: z.array(step).max(200).optional(),
      finish: part.optional(),
      /** Without a value only where one was left out, as in `files`: JSON has no such thing. */
      assets: z.record(z.string(), z.array(asset.optional()).max(200)).optional(),
    })
    .optional(),
  backend: z.looseObject({ imageid: z.string().optional() }).optional(),
  environment: z.looseObject({}).optional(),
  interface: z.looseObject({}).optional(),
  files: z.array(z.string().optional()).optional(),
  asyncFiles: z.array(z.string().optional()).optional(),
  dashboards: z.array(z.unknown()).optional(),
  type: z.string().optional(),
});

export type IndexFile = z.infer<typeof indexFile>;
export type IndexPart = z.infer<typeof part>;
export type IndexStep = z.infer<typeof step>;
