import { z } from "zod";

const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)], "a text is expected");

/** What is used of `track.yml`. */
export const trackFile = z.looseObject({
  slug: text.nullish(),
  title: text.nullish(),
  teaser: text.nullish(),
  description: text.nullish(),
  level: text.nullish(),
  timelimit: z.number().nullish(),
  challenges: z.array(z.unknown()).nullish(),
});

/** One tab beside a challenge's text. */
export const tabShape = z.looseObject({
  title: text.nullish(),
  type: text.nullish(),
  hostname: text.nullish(),
  port: z.coerce.number().nullish(),
  path: text.nullish(),
  url: text.nullish(),
  cmd: text.nullish(),
  workdir: text.nullish(),
});

/** The front matter of a challenge's `assignment.md`. */
export const assignmentHead = z.looseObject({
  type: text.nullish(),
  title: text.nullish(),
  slug: text.nullish(),
  teaser: text.nullish(),
  difficulty: text.nullish(),
  timelimit: z.number().nullish(),
  notes: z.array(z.looseObject({ type: text.nullish(), contents: text.nullish(), url: text.nullish() })).max(50).nullish(),
  tabs: z.array(tabShape).max(50).nullish(),
  answers: z.array(text).max(50).nullish(),
  solution: z.array(z.number()).max(50).nullish(),
});

const host = z.looseObject({ name: text.nullish(), image: text.nullish(), environment: z.unknown().optional() });

/** `config.yml`: the machines of a track. */
export const configFile = z.looseObject({
  version: text.nullish(),
  containers: z.array(host).max(50).nullish(),
  virtualmachines: z.array(host).max(50).nullish(),
});

export type Tab = z.infer<typeof tabShape>;
export type AssignmentHead = z.infer<typeof assignmentHead>;
